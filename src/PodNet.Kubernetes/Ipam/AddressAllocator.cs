using PodNet.Model.Addressing;

namespace PodNet.Kubernetes.Ipam;

/// <summary>Gives out the addresses of one node's pods.</summary>
public abstract class AddressAllocator
{
    /// <summary>The next free address.</summary>
    /// <exception cref="AddressExhaustedException">There is none.</exception>
    public abstract IpAddress Allocate();

    /// <summary>Takes a certain address.</summary>
    /// <exception cref="AddressExhaustedException">It is in use, or not this node's to give.</exception>
    public abstract void Request(IpAddress address);
}

/// <summary>An address cannot be had; the message is in the words of the plugin that gives addresses.</summary>
public sealed class AddressExhaustedException(string message) : Exception(message);
