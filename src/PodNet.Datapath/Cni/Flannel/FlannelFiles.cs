using System.Globalization;
using PodNet.Kubernetes.Planning;
using PodNet.Model.Addressing;
using PodNet.Model.Collections;

namespace PodNet.Datapath.Cni.Flannel;

/// <summary>flannel's files: the network configuration list of its manifest (Documentation/kube-flannel.yml), what flanneld tells its CNI plugin, and
/// what that hands to the bridge plugin (flannel-io/cni-plugin).</summary>
internal static class FlannelFiles
{
    private const string ConfigList = """
        {
          "name": "cbr0",
          "cniVersion": "0.3.1",
          "plugins": [
            {
              "type": "flannel",
              "delegate": {
                "hairpinMode": true,
                "isDefaultGateway": true
              }
            },
            {
              "type": "portmap",
              "capabilities": {
                "portMappings": true
              }
            }
          ]
        }
        """;

    public static ValueList<CniFile> Of(PlannedNode node, IpPrefix network, int mtu) =>
    [
        CniFile.ConfigList("10-flannel.conflist", ConfigList),
        new("/run/flannel/subnet.env", "flanneld writes it, its CNI plugin reads it", string.Create(
            CultureInfo.InvariantCulture,
            $"FLANNEL_NETWORK={network}\nFLANNEL_SUBNET={node.Gateway}/{node.PodCidr.Length}\nFLANNEL_MTU={mtu}\nFLANNEL_IPMASQ=true")),
        new("/var/lib/cni/flannel/CONTAINER-ID", "the flannel plugin hands it to the bridge plugin, which does the work", Delegate(node, network, mtu)),
    ];

    private static string Delegate(PlannedNode node, IpPrefix network, int mtu) => string.Create(CultureInfo.InvariantCulture, $$$"""
        {
          "cniVersion": "0.3.1",
          "hairpinMode": true,
          "ipMasq": false,
          "ipam": {
            "ranges": [[{"subnet": "{{{node.PodCidr}}}"}]],
            "routes": [{"dst": "{{{network}}}"}],
            "type": "host-local"
          },
          "isDefaultGateway": true,
          "isGateway": true,
          "mtu": {{{mtu}}},
          "name": "cbr0",
          "type": "bridge"
        }
        """).ReplaceLineEndings("\n");
}
