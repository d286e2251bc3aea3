using PodNet.Kubernetes.Api;
using PodNet.Model.Collections;

namespace PodNet.Kubernetes.Objects;

/// <summary>A kind of object: its names, its fields, and the API server's rules for it. One file in <c>Kinds/</c> per kind; every class that
/// derives from this and has a parameterless constructor is found by <see cref="ResourceKinds"/>.</summary>
public abstract class ResourceKind
{
    /// <summary>"Pod".</summary>
    public abstract string Kind { get; }

    /// <summary>"v1", "apps/v1".</summary>
    public abstract string ApiVersion { get; }

    /// <summary>"pods".</summary>
    public abstract string Plural { get; }

    /// <summary>"pod".</summary>
    public string Singular => Kind.ToLowerInvariant();

    /// <summary>"po".</summary>
    public virtual ValueList<string> ShortNames => [];

    /// <summary>Whether objects of it are in a namespace.</summary>
    public virtual bool IsNamespaced => true;

    /// <summary>Whether <c>kubectl get all</c> shows it.</summary>
    public virtual bool InAll => false;

    /// <summary>The API group: "" for the core, "apps".</summary>
    public string Group => ApiVersion.Contains('/', StringComparison.Ordinal) ? ApiVersion[..ApiVersion.IndexOf('/', StringComparison.Ordinal)] : "";

    /// <summary>As messages name it: "pods", "deployments.apps".</summary>
    public string QualifiedPlural => Group.Length == 0 ? Plural : $"{Plural}.{Group}";

    /// <summary>As kubectl names an object of it: "pod", "deployment.apps".</summary>
    public string QualifiedSingular => Group.Length == 0 ? Singular : $"{Singular}.{Group}";

    /// <summary>All fields an object of it can have; strict decoding and type errors follow from it.</summary>
    public abstract FieldType Schema { get; }

    /// <summary>The object with the API server's defaults for what it leaves open.</summary>
    public abstract ApiMap WithDefaults(ApiMap content);

    /// <summary>Adds what is wrong with a new object (after defaulting), field by field, in the API server's order and words.</summary>
    public abstract void Validate(ApiMap content, FieldErrorList errors);

    /// <summary>Adds what an update may not do; by default the new object only has to be valid.</summary>
    public virtual void ValidateUpdate(ApiMap old, ApiMap updated, FieldErrorList errors) => Validate(updated, errors);

    /// <summary>What the server itself sets or clears on a new object before validation (status, generation, ...).</summary>
    public virtual ApiMap PrepareForCreate(ApiMap content) => content;

    /// <summary>What the server itself keeps or clears on an update before validation.</summary>
    public virtual ApiMap PrepareForUpdate(ApiMap old, ApiMap updated) => updated;

    /// <summary>Paths that a field selector may name beside metadata.name and metadata.namespace.</summary>
    public virtual ValueList<string> SelectableFields => [];

    /// <summary>Whether metadata.generation counts the changes of its spec.</summary>
    public virtual bool HasGeneration => false;

    /// <summary>Adds what is wrong with a name: messages without the path.</summary>
    public virtual string? NameProblem(string name) => Validation.Names.SubdomainProblem(name);

    /// <summary>What admission adds to a new object after its defaults and before validation (plugin/pkg/admission).</summary>
    /// <param name="objects">The cluster so far.</param>
    /// <param name="suffix">Five characters for a name that has to be made up.</param>
    public virtual ApiMap Admit(ApiMap content, ObjectStore objects, string suffix) => content;

    /// <summary>The store with what <see cref="Allocate"/> looks up in it (<see cref="ObjectStore.WithCache"/>).</summary>
    public virtual ObjectStore WithRanges(ObjectStore objects) => objects;

    /// <summary>Gives a valid new object what it gets from the cluster's stock (addresses, ports), or adds why that cannot be.</summary>
    /// <param name="old">The stored object on an update; null on creation.</param>
    public virtual ApiMap Allocate(ApiMap content, ApiMap? old, ObjectStore objects, ApiRequest request, FieldErrorList errors) => content;
}
