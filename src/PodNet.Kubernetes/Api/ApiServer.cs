using PodNet.Kubernetes.Objects;

namespace PodNet.Kubernetes.Api;

/// <summary>What a request is made with.</summary>
/// <param name="Now">The simulated time: creationTimestamp and the like.</param>
/// <param name="Seed">Decides UIDs and random suffixes.</param>
public sealed record ApiRequest(DateTimeOffset Now, ulong Seed);

/// <summary>The API server: checks, completes and stores objects. Pure: each call gives the store as it is afterwards.</summary>
public sealed record ApiServer(ObjectStore Objects)
{
}
