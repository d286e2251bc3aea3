using PodNet.Kubernetes.Objects;
using static PodNet.Kubernetes.Objects.FieldType;

namespace PodNet.Kubernetes.Kinds.Schemas;

/// <summary>The fields of a pod and of a pod template (k8s.io/api, core/v1, PodSpec and PodStatus).</summary>
internal static class PodSchemas
{
    private static readonly FieldType Toleration = Struct("Toleration",
        ("key", Text), ("operator", TextOf("v1.TolerationOperator")), ("value", Text), ("effect", TextOf("v1.TaintEffect")),
        ("tolerationSeconds", LongNumber));

    private static readonly FieldType NodeSelectorTerm = Struct("NodeSelectorTerm",
        ("matchExpressions", NodeRequirements()), ("matchFields", NodeRequirements()));

    private static readonly FieldType PodAffinityTerm = Struct("PodAffinityTerm",
        ("labelSelector", MetaSchemas.LabelSelector), ("namespaces", ListOf(Text)), ("topologyKey", Text), ("namespaceSelector", MetaSchemas.LabelSelector));

    private static readonly FieldType Affinity = Struct("Affinity",
        ("nodeAffinity", Struct("NodeAffinity",
            ("requiredDuringSchedulingIgnoredDuringExecution", Struct("NodeSelector", ("nodeSelectorTerms", ListOf(NodeSelectorTerm)))),
            ("preferredDuringSchedulingIgnoredDuringExecution", ListOf(Struct("PreferredSchedulingTerm",
                ("weight", Number), ("preference", NodeSelectorTerm)))))),
        ("podAffinity", PodAffinity("PodAffinity")), ("podAntiAffinity", PodAffinity("PodAntiAffinity")));

    private static readonly FieldType SecurityContext = Struct("PodSecurityContext",
        ("seLinuxOptions", Any), ("windowsOptions", Any), ("runAsUser", LongNumber), ("runAsGroup", LongNumber), ("runAsNonRoot", OptionalFlag),
        ("supplementalGroups", ListOf(LongNumber)), ("fsGroup", LongNumber),
        ("sysctls", ListOf(Struct("Sysctl", ("name", Text), ("value", Text)))), ("fsGroupChangePolicy", Text), ("seccompProfile", Any));

    private static readonly FieldType TopologySpread = Struct("TopologySpreadConstraint",
        ("maxSkew", Number), ("topologyKey", Text), ("whenUnsatisfiable", Text), ("labelSelector", MetaSchemas.LabelSelector), ("minDomains", Number),
        ("nodeAffinityPolicy", Text), ("nodeTaintsPolicy", Text), ("matchLabelKeys", ListOf(Text)));

    private static readonly FieldType DnsConfig = Struct("PodDNSConfig",
        ("nameservers", ListOf(Text)), ("searches", ListOf(Text)), ("options", ListOf(Struct("PodDNSConfigOption", ("name", Text), ("value", Text)))));

    private static readonly FieldType Volume = Struct("Volume", [("name", Text), .. VolumeSources()]);

    public static FieldType PodSpec { get; } = Struct("PodSpec",
        ("volumes", ListOf(Volume)), ("initContainers", ListOf(ContainerSchema.Container)), ("containers", ListOf(ContainerSchema.Container)),
        ("ephemeralContainers", ListOf(ContainerSchema.EphemeralContainer)), ("restartPolicy", TextOf("v1.RestartPolicy")),
        ("terminationGracePeriodSeconds", LongNumber), ("activeDeadlineSeconds", LongNumber), ("dnsPolicy", TextOf("v1.DNSPolicy")),
        ("nodeSelector", TextMap), ("serviceAccountName", Text), ("serviceAccount", Text), ("automountServiceAccountToken", OptionalFlag),
        ("nodeName", Text), ("hostNetwork", Flag), ("hostPID", Flag), ("hostIPC", Flag), ("shareProcessNamespace", OptionalFlag),
        ("securityContext", SecurityContext), ("imagePullSecrets", ListOf(Struct("LocalObjectReference", ("name", Text)))), ("hostname", Text),
        ("subdomain", Text), ("affinity", Affinity), ("schedulerName", Text), ("tolerations", ListOf(Toleration)),
        ("hostAliases", ListOf(Struct("HostAlias", ("ip", Text), ("hostnames", ListOf(Text))))), ("priorityClassName", Text), ("priority", Number),
        ("dnsConfig", DnsConfig), ("readinessGates", ListOf(Struct("PodReadinessGate", ("conditionType", Text)))), ("runtimeClassName", Text),
        ("enableServiceLinks", OptionalFlag), ("preemptionPolicy", TextOf("v1.PreemptionPolicy")), ("overhead", new MapType(Quantity)),
        ("topologySpreadConstraints", ListOf(TopologySpread)), ("setHostnameAsFQDN", OptionalFlag), ("os", Struct("PodOS", ("name", Text))),
        ("hostUsers", OptionalFlag), ("schedulingGates", ListOf(Struct("PodSchedulingGate", ("name", Text)))), ("resourceClaims", ListOf(Any)));

    public static FieldType PodTemplate { get; } = Struct("PodTemplateSpec", ("metadata", MetaSchemas.ObjectMeta), ("spec", PodSpec));

    public static FieldType PodStatus { get; } = Struct("PodStatus",
        ("phase", Text), ("conditions", ListOf(MetaSchemas.Condition)), ("message", Text), ("reason", Text), ("nominatedNodeName", Text),
        ("hostIP", Text), ("hostIPs", ListOf(Any)), ("podIP", Text), ("podIPs", ListOf(Struct("PodIP", ("ip", Text)))), ("startTime", Time),
        ("initContainerStatuses", ListOf(Any)), ("containerStatuses", ListOf(Any)), ("qosClass", Text), ("ephemeralContainerStatuses", ListOf(Any)),
        ("resize", Text), ("resourceClaimStatuses", ListOf(Any)));

    private static FieldType NodeRequirements() =>
        ListOf(Struct("NodeSelectorRequirement", ("key", Text), ("operator", TextOf("v1.NodeSelectorOperator")), ("values", ListOf(Text))));

    private static FieldType PodAffinity(string goName) => Struct(goName,
        ("requiredDuringSchedulingIgnoredDuringExecution", ListOf(PodAffinityTerm)),
        ("preferredDuringSchedulingIgnoredDuringExecution", ListOf(Struct("WeightedPodAffinityTerm",
            ("weight", Number), ("podAffinityTerm", PodAffinityTerm)))));

    // What a volume is made of means nothing for the network: only the names of the sources are known.
    private static (string Name, FieldType Type)[] VolumeSources() =>
    [
        .. ((string[])[
            "hostPath", "emptyDir", "gcePersistentDisk", "awsElasticBlockStore", "gitRepo", "secret", "nfs", "iscsi", "glusterfs",
            "persistentVolumeClaim", "rbd", "flexVolume", "cinder", "cephfs", "flocker", "downwardAPI", "fc", "azureFile", "configMap",
            "vsphereVolume", "quobyte", "azureDisk", "photonPersistentDisk", "projected", "portworxVolume", "scaleIO", "storageos", "csi", "ephemeral",
        ]).Select(name => (name, Any)),
    ];
}
