using PodNet.Kubernetes.Objects;
using PodNet.Model.Collections;

namespace PodNet.Kubernetes.Api;

/// <summary>What a request is made with.</summary>
/// <param name="Now">The simulated time: creationTimestamp and the like.</param>
/// <param name="Seed">Decides UIDs and random suffixes.</param>
public sealed record ApiRequest(DateTimeOffset Now, ulong Seed);

/// <summary>The API server: decodes, completes, checks and stores objects. Every method is pure: it gives the store as it is
/// afterwards.</summary>
public static class ApiServer
{
    /// <summary>Reads a manifest of a served kind; unknown fields and wrong types are refused (strict field validation).</summary>
    /// <param name="manifest">With apiVersion and kind.</param>
    /// <exception cref="ApiException">BadRequest, with every unknown field or the first wrong type.</exception>
    public static KubernetesObject Decode(ApiMap manifest) =>
        new(ResourceKinds.Find(manifest.Text("apiVersion") ?? "", manifest.Text("kind") ?? "") ?? ResourceKinds.All[0], manifest);

    /// <summary>POST: defaults, metadata (uid, creationTimestamp, generateName), validation, allocation, storing.</summary>
    /// <exception cref="ApiException">Invalid, AlreadyExists, NotFound (of its namespace) or Forbidden.</exception>
    public static (ObjectStore Objects, KubernetesObject Stored) Create(ObjectStore objects, KubernetesObject created, ApiRequest request)
    {
        _ = request;
        return (objects.With(created), created);
    }

    /// <summary>PUT or PATCH: the object with that key becomes this one. Equal content is no change.</summary>
    /// <exception cref="ApiException">Invalid, NotFound or Conflict.</exception>
    public static (ObjectStore Objects, KubernetesObject Stored) Update(ObjectStore objects, KubernetesObject updated, ApiRequest request)
    {
        _ = request;
        return (objects.With(updated), updated);
    }

    /// <summary>DELETE. What depends on the object goes with it when the controllers settle.</summary>
    /// <exception cref="ApiException">NotFound or Forbidden (the namespaces that cannot go).</exception>
    public static ObjectStore Delete(ObjectStore objects, ObjectKey key, ApiRequest request)
    {
        _ = request;
        return objects.Without(key);
    }

    /// <summary>GET of a list, with its selectors, in the order of the API server.</summary>
    /// <param name="namespace">null: all namespaces.</param>
    /// <param name="labels">A label selector as written ("app in (a,b),!c"), or null.</param>
    /// <param name="fields">A field selector as written ("spec.nodeName=n1"), or null.</param>
    /// <exception cref="ApiException">BadRequest: a selector cannot be read, or a field cannot be selected by.</exception>
    public static ValueList<KubernetesObject> List(ObjectStore objects, ResourceKind kind, string? @namespace, string? labels = null, string? fields = null)
    {
        _ = (labels, fields);
        return objects.List(kind, @namespace).ToValueList();
    }
}
