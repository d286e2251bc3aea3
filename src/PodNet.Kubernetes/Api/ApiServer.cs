using System.Globalization;
using PodNet.Kubernetes.Api.Selectors;
using PodNet.Kubernetes.Kinds;
using PodNet.Kubernetes.Objects;
using PodNet.Model.Collections;

namespace PodNet.Kubernetes.Api;

/// <summary>What a request is made with.</summary>
/// <param name="Now">The simulated time: creationTimestamp and the like.</param>
/// <param name="Seed">Decides UIDs and random suffixes.</param>
public sealed record ApiRequest(DateTimeOffset Now, ulong Seed);

/// <summary>What becomes of the objects that a deleted one owns (metav1.DeletionPropagation).</summary>
public enum Propagation
{
    /// <summary>The garbage collector takes them: they go when the controllers settle.</summary>
    Background,

    /// <summary>They stay, without an owner.</summary>
    Orphan,
}

/// <summary>The API server: decodes, completes, checks and stores objects. Every method is pure: it gives the store as it is
/// afterwards.</summary>
public static class ApiServer
{
    private static readonly ValueList<string> ImmortalNamespaces = ["default", "kube-system", "kube-public"];
    private static readonly ValueList<string> ServerFields = ["uid", "creationTimestamp", "generation", "deletionTimestamp", "deletionGracePeriodSeconds"];

    /// <summary>Reads a manifest of a served kind; unknown fields and wrong types are refused (strict field validation).</summary>
    /// <param name="manifest">With apiVersion and kind.</param>
    /// <param name="unknownFieldsPass">fieldValidation=Ignore: unknown fields are dropped.</param>
    /// <exception cref="ApiException">BadRequest, with every unknown field or the first wrong type; NotFound: the kind is not served.</exception>
    public static KubernetesObject Decode(ApiMap manifest, bool unknownFieldsPass = false)
    {
        string version = manifest.Text("apiVersion") ?? "", name = manifest.Text("kind") ?? "";
        ResourceKind kind = ResourceKinds.Find(version, name) ?? throw new ApiException("NotFound", $"no matches for kind \"{name}\" in version \"{version}\"");
        return new(kind, StrictDecoder.Decode(kind, manifest, unknownFieldsPass));
    }

    /// <summary>POST: defaults, metadata (uid, creationTimestamp, generateName), validation, allocation, storing.</summary>
    /// <exception cref="ApiException">Invalid, AlreadyExists, NotFound (of its namespace) or Forbidden.</exception>
    public static (ObjectStore Objects, KubernetesObject Stored) Create(ObjectStore objects, KubernetesObject created, ApiRequest request)
    {
        ResourceKind kind = created.Kind;
        if (created.Content.Text("metadata", "resourceVersion") is not null)
            throw new ApiException("BadRequest", "resourceVersion should not be set on objects to be created");
        string stamp = objects.Version.ToString(CultureInfo.InvariantCulture);
        ApiMap content = WithMetadata(objects, created, request, stamp);
        content = kind.WithDefaults(content);
        CheckNamespace(objects, kind, content);
        content = kind.Admit(content, objects, Identifiers.Suffix(request.Seed, "admission", stamp));
        content = kind.PrepareForCreate(content);
        FieldErrorList errors = new();
        kind.Validate(content, errors);
        ThrowIfAny(kind, content, errors);
        objects = kind.WithRanges(objects);
        content = kind.Allocate(content, null, objects, request, errors);
        ThrowIfAny(kind, content, errors);
        KubernetesObject complete = created.With(content);
        if (objects.Has(complete.Key)) throw ApiException.AlreadyExists(kind, complete.Name);
        ObjectStore changed = objects.With(complete);
        return (changed, changed.Find(complete.Key)!);
    }

    /// <summary>PUT or PATCH: the object with that key becomes this one; its status stays. Equal content is no change.</summary>
    /// <exception cref="ApiException">Invalid, NotFound or Conflict.</exception>
    public static (ObjectStore Objects, KubernetesObject Stored) Update(ObjectStore objects, KubernetesObject updated, ApiRequest request)
    {
        ResourceKind kind = updated.Kind;
        KubernetesObject old = objects.Find(updated.Key) ?? throw ApiException.NotFound(kind, updated.Name);
        string? version = updated.Content.Text("metadata", "resourceVersion");
        if (version is not null && version != old.Content.Text("metadata", "resourceVersion"))
        {
            throw new ApiException("Conflict", $"Operation cannot be fulfilled on {kind.QualifiedPlural} \"{updated.Name}\": the object has been modified; "
                + "please apply your changes to the latest version and try again");
        }

        ApiMap content = kind.WithDefaults(updated.Content.With("status", old.Content["status"]));
        ApiMap before = old.Content.Map("metadata"), metadata = content.Map("metadata").With("resourceVersion", before["resourceVersion"]);
        foreach (string field in ServerFields)
        {
            if (field is "generation" or "deletionTimestamp" or "deletionGracePeriodSeconds" || !metadata.Has(field))
                metadata = metadata.With(field, before[field]);
        }

        content = kind.PrepareForUpdate(old.Content, content.With("metadata", metadata.Without("managedFields")));
        FieldErrorList errors = new();
        kind.ValidateUpdate(old.Content, content, errors);
        ThrowIfAny(kind, content, errors);
        objects = kind.WithRanges(objects);
        content = kind.Allocate(content, old.Content, objects, request, errors);
        ThrowIfAny(kind, content, errors);
        if (content == old.Content) return (objects, old);
        if (kind.HasGeneration && content["spec"] != old.Content["spec"])
            content = content.WithAt(["metadata", "generation"], (old.Content.Number("metadata", "generation") ?? 1) + 1);
        ObjectStore changed = objects.With(updated.With(content));
        return (changed, changed.Find(updated.Key)!);
    }

    /// <summary>DELETE. What depends on the object goes with it when the controllers settle; a pod goes then too, when its kubelet has taken
    /// its network away, and a namespace when it is empty.</summary>
    /// <param name="gracePeriodSeconds">For pods; null: what the pod says (30).</param>
    /// <exception cref="ApiException">NotFound or Forbidden (the namespaces that cannot go).</exception>
    public static ObjectStore Delete(
        ObjectStore objects, ObjectKey key, ApiRequest request, Propagation propagation = Propagation.Background, long? gracePeriodSeconds = null)
    {
        KubernetesObject there = objects.Find(key) ?? throw ApiException.NotFound(key.Kind, key.Name);
        if (key.Kind is NamespaceKind && ImmortalNamespaces.Contains(key.Name))
            throw new ApiException("Forbidden", $"namespaces \"{key.Name}\" is forbidden: this namespace may not be deleted");
        if (propagation == Propagation.Orphan) objects = Orphan(objects, there);
        ApiMap content = there.Content;
        bool waits = key.Kind is PodKind or NamespaceKind || content.List("metadata", "finalizers").Count > 0;
        if (!waits) return objects.Without(key);
        if (content.At("metadata", "deletionTimestamp") is not null && !IsShorter(there, gracePeriodSeconds)) return objects;
        long grace = key.Kind is PodKind ? gracePeriodSeconds ?? content.Number("spec", "terminationGracePeriodSeconds") ?? 30 : 0;
        content = content.WithAt(["metadata", "deletionTimestamp"], request.Now.AddSeconds(grace).Rfc3339());
        content = key.Kind is NamespaceKind
            ? content.WithAt(["status", "phase"], "Terminating")
            : content.WithAt(["metadata", "deletionGracePeriodSeconds"], grace);
        return objects.With(there.With(content));
    }

    // A pod that is being deleted may be given less time, never more.
    private static bool IsShorter(KubernetesObject there, long? gracePeriodSeconds) => there.Kind is PodKind
        && gracePeriodSeconds is { } seconds && seconds < (there.Content.Number("metadata", "deletionGracePeriodSeconds") ?? 0);

    /// <summary>GET of a list, with its selectors, in the order of the API server.</summary>
    /// <param name="namespace">null: all namespaces.</param>
    /// <param name="labels">A label selector as written ("app in (a,b),!c"), or null.</param>
    /// <param name="fields">A field selector as written ("spec.nodeName=n1"), or null.</param>
    /// <exception cref="ApiException">BadRequest: a selector cannot be read, or a field cannot be selected by.</exception>
    public static ValueList<KubernetesObject> List(ObjectStore objects, ResourceKind kind, string? @namespace, string? labels = null, string? fields = null)
    {
        try
        {
            LabelSelector byLabels = LabelSelector.Parse(labels ?? "");
            FieldSelector byFields = FieldSelector.Parse(fields ?? "", kind);
            return byFields.Candidates(objects, kind, @namespace)
                .Where(o => byLabels.Matches(o.Labels) && byFields.Matches(o.Content)).ToValueList();
        }
        catch (SelectorException e)
        {
            string resource = $"{(kind.Group.Length == 0 ? "/v1" : kind.ApiVersion)}, Resource={kind.Plural}";
            throw new ApiException(
                "BadRequest", $"Unable to find \"{resource}\" that match label selector \"{labels}\", field selector \"{fields}\": {e.Message}");
        }
    }

    private static ApiMap WithMetadata(ObjectStore objects, KubernetesObject created, ApiRequest request, string stamp)
    {
        ResourceKind kind = created.Kind;
        ApiMap metadata = created.Content.Map("metadata").Without("managedFields").Without("deletionTimestamp").Without("deletionGracePeriodSeconds")
            .Without("selfLink").With("namespace", !kind.IsNamespaced ? null : new ApiText(created.Namespace.Length == 0 ? "default" : created.Namespace))
            .With("creationTimestamp", request.Now.Rfc3339()).With("uid", Identifiers.Uid(request.Seed, kind.Kind, stamp))
            .With("generation", kind.HasGeneration ? new ApiNumber(1) : null);
        if (metadata.Text("name") is null && metadata.Text("generateName") is { } start)
        {
            string name;
            int attempt = 0;
            do name = start + Identifiers.Suffix(request.Seed, "name", stamp, (attempt++).ToString(CultureInfo.InvariantCulture));
            while (objects.Has(new ObjectKey(kind, metadata.Text("namespace") ?? "", name)));
            metadata = metadata.With("name", name);
        }

        return created.Content.With("apiVersion", kind.ApiVersion).With("kind", kind.Kind).With("metadata", metadata);
    }

    // Admission NamespaceLifecycle.
    private static void CheckNamespace(ObjectStore objects, ResourceKind kind, ApiMap content)
    {
        if (!kind.IsNamespaced) return;
        string name = content.Text("metadata", "namespace") ?? "";
        NamespaceKind spaces = ResourceKinds.Of<NamespaceKind>();
        KubernetesObject space = objects.Find(spaces, "", name) ?? throw ApiException.NotFound(spaces, name);
        if (space.Content.Text("status", "phase") != "Terminating") return;
        throw new ApiException("Forbidden", $"{kind.QualifiedPlural} \"{content.Text("metadata", "name")}\" is forbidden: unable to create new content in "
            + $"namespace {name} because it is being terminated");
    }

    private static ObjectStore Orphan(ObjectStore objects, KubernetesObject owner)
    {
        foreach (KubernetesObject dependent in ResourceKinds.All.SelectMany(objects.Stored).Where(o => o.Namespace == owner.Namespace).ToList())
        {
            ApiMap[] owners = [.. dependent.Content.Maps("metadata", "ownerReferences")];
            if (owners.All(o => o.Text("uid") != owner.Uid)) continue;
            ApiMap[] others = [.. owners.Where(o => o.Text("uid") != owner.Uid)];
            objects = objects.With(dependent.With(["metadata", "ownerReferences"], others.Length == 0 ? null : ApiList.Of(others)));
        }

        return objects;
    }

    private static void ThrowIfAny(ResourceKind kind, ApiMap content, FieldErrorList errors)
    {
        if (errors.Errors.Count > 0) throw ApiException.Invalid(kind, content.Text("metadata", "name") ?? "", errors.Errors);
    }
}
