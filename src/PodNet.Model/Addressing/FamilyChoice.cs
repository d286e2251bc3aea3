namespace PodNet.Model.Addressing;

/// <summary>Picks out of lists with one entry of each family.</summary>
public static class FamilyChoice
{
    /// <summary>The address of <paramref name="family"/>, or null.</summary>
    public static IpAddress? Of(this IEnumerable<IpAddress> addresses, IpFamily family)
    {
        foreach (IpAddress address in addresses)
        {
            if (address.Family == family) return address;
        }

        return null;
    }

    /// <summary>The network of <paramref name="family"/>, or null.</summary>
    public static IpPrefix? Of(this IEnumerable<IpPrefix> networks, IpFamily family)
    {
        foreach (IpPrefix network in networks)
        {
            if (network.Address.Family == family) return network;
        }

        return null;
    }
}
