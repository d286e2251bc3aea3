using System.Globalization;
using System.Text.Json;
using PodNet.Kubernetes.Planning;
using PodNet.Model.Collections;

namespace PodNet.Datapath.Cni.Calico;

/// <summary>Calico's files: the network configuration list that install-cni makes of the manifest's template (manifests/calico.yaml, cni_network_config;
/// cni-plugin/pkg/install), and the MTU that Felix finds.</summary>
internal static class CalicoFiles
{
    /// <param name="wanted">The manifest's veth_mtu; null: left at 0, and the plugin takes Felix's.</param>
    /// <param name="mtu">What pods have.</param>
    public static ValueList<CniFile> Of(PlannedNode node, int? wanted, int mtu) =>
    [
        CniFile.ConfigList("10-calico.conflist", string.Create(CultureInfo.InvariantCulture, $$"""
            {
              "name": "k8s-pod-network",
              "cniVersion": "1.0.0",
              "plugins": [
                {
                  "type": "calico",
                  "log_level": "info",
                  "log_file_path": "/var/log/calico/cni/cni.log",
                  "datastore_type": "kubernetes",
                  "nodename": "{{JsonEncodedText.Encode(node.Name)}}",
                  "mtu": {{wanted ?? 0}},
                  "ipam": {
                    "type": "calico-ipam"
                  },
                  "policy": {
                    "type": "k8s"
                  },
                  "kubernetes": {
                    "kubeconfig": "/etc/cni/net.d/calico-kubeconfig"
                  }
                },
                {
                  "type": "portmap",
                  "snat": true,
                  "capabilities": {"portMappings": true}
                }
              ]
            }
            """)),
        new("/var/lib/calico/mtu", "Felix writes it, Calico's CNI plugin reads it", mtu.ToString(CultureInfo.InvariantCulture)),
    ];
}
