using System.Globalization;
using PodNet.Model.Collections;

namespace PodNet.Datapath.Cni.AwsVpc;

/// <summary>The network configuration list that aws-vpc-cni makes of misc/10-aws.conflist and its environment's defaults (cmd/aws-vpc-cni/main.go,
/// generateJSON), in a cluster of IPv4: egress-cni, for IPv6 out of such a cluster, is there and does nothing.</summary>
internal static class AwsVpcFiles
{
    /// <param name="mtu">AWS_VPC_ENI_MTU.</param>
    public static ValueList<CniFile> Of(int mtu) =>
    [
        CniFile.ConfigList("10-aws.conflist", string.Create(CultureInfo.InvariantCulture, $$"""
            {
              "cniVersion": "0.4.0",
              "name": "aws-cni",
              "disableCheck": true,
              "plugins": [
                {
                  "name": "aws-cni",
                  "type": "aws-cni",
                  "vethPrefix": "{{AwsVpcAddressing.DevicePrefix}}",
                  "mtu": "{{mtu}}",
                  "podSGEnforcingMode": "strict",
                  "pluginLogFile": "/var/log/aws-routed-eni/plugin.log",
                  "pluginLogLevel": "Debug",
                  "capabilities": {"io.kubernetes.cri.pod-annotations": true}
                },
                {
                  "name": "egress-cni",
                  "type": "egress-cni",
                  "mtu": "{{mtu}}",
                  "enabled": "false",
                  "randomizeSNAT": "prng",
                  "nodeIP": "",
                  "ipam": {
                    "type": "host-local",
                    "ranges": [[{"subnet": "fd00::ac:00/118"}]],
                    "routes": [{"dst": "::/0"}],
                    "dataDir": "/run/cni/v4pd/egress-v6-ipam"
                  },
                  "pluginLogFile": "/var/log/aws-routed-eni/egress-v6-plugin.log",
                  "pluginLogLevel": "Debug"
                },
                {
                  "type": "portmap",
                  "capabilities": {"portMappings": true},
                  "snat": true
                }
              ]
            }
            """)),
    ];
}
