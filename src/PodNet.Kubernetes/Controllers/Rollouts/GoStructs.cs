using System.Collections.Frozen;

namespace PodNet.Kubernetes.Controllers.Rollouts;

/// <summary>A field of a struct of the Go API.</summary>
/// <param name="Name">In Go: "DNSPolicy".</param>
/// <param name="JsonName">In manifests: "dnsPolicy"; empty where its fields stand among those around it.</param>
/// <param name="Type">As written in Go, without the package where it is v1.</param>
internal sealed record GoField(string Name, string JsonName, string Type);

/// <summary>The structs that a pod template is made of, with their fields in the order of Kubernetes 1.28 (k8s.io/api, core/v1): the hash of a
/// template is taken of all fields in that order, also of those that are not set. Kinds of volumes that are rare are known by name only.</summary>
internal static class GoStructs
{
    private const string Table = """
        PodTemplateSpec: ObjectMeta=metadata ObjectMeta, Spec PodSpec
        ObjectMeta: Name string, GenerateName string, Namespace string, SelfLink string, UID types.UID, ResourceVersion string, Generation int64,
          CreationTimestamp Time, DeletionTimestamp *Time, DeletionGracePeriodSeconds *int64, Labels map[string]string, Annotations
          map[string]string, OwnerReferences []OwnerReference, Finalizers []string, ManagedFields []ManagedFieldsEntry
        PodSpec: Volumes []Volume, InitContainers []Container, Containers []Container, EphemeralContainers []EphemeralContainer, RestartPolicy
          RestartPolicy, TerminationGracePeriodSeconds *int64, ActiveDeadlineSeconds *int64, DNSPolicy DNSPolicy, NodeSelector map[string]string,
          ServiceAccountName string, DeprecatedServiceAccount=serviceAccount string, AutomountServiceAccountToken *bool, NodeName string, HostNetwork
          bool, HostPID bool, HostIPC bool, ShareProcessNamespace *bool, SecurityContext *PodSecurityContext, ImagePullSecrets
          []LocalObjectReference, Hostname string, Subdomain string, Affinity *Affinity, SchedulerName string, Tolerations []Toleration, HostAliases
          []HostAlias, PriorityClassName string, Priority *int32, DNSConfig *PodDNSConfig, ReadinessGates []PodReadinessGate, RuntimeClassName
          *string, EnableServiceLinks *bool, PreemptionPolicy *PreemptionPolicy, Overhead ResourceList, TopologySpreadConstraints
          []TopologySpreadConstraint, SetHostnameAsFQDN *bool, OS *PodOS, HostUsers *bool, SchedulingGates []PodSchedulingGate, ResourceClaims
          []PodResourceClaim
        Container: Name string, Image string, Command []string, Args []string, WorkingDir string, Ports []ContainerPort, EnvFrom []EnvFromSource, Env
          []EnvVar, Resources ResourceRequirements, ResizePolicy []ContainerResizePolicy, RestartPolicy *ContainerRestartPolicy, VolumeMounts
          []VolumeMount, VolumeDevices []VolumeDevice, LivenessProbe *Probe, ReadinessProbe *Probe, StartupProbe *Probe, Lifecycle *Lifecycle,
          TerminationMessagePath string, TerminationMessagePolicy TerminationMessagePolicy, ImagePullPolicy PullPolicy, SecurityContext
          *SecurityContext, Stdin bool, StdinOnce bool, TTY bool
        ContainerPort: Name string, HostPort int32, ContainerPort int32, Protocol Protocol, HostIP string
        EnvVar: Name string, Value string, ValueFrom *EnvVarSource
        EnvVarSource: FieldRef *ObjectFieldSelector, ResourceFieldRef *ResourceFieldSelector, ConfigMapKeyRef *ConfigMapKeySelector, SecretKeyRef
          *SecretKeySelector
        ObjectFieldSelector: APIVersion string, FieldPath string
        ResourceFieldSelector: ContainerName string, Resource string, Divisor resource.Quantity
        ConfigMapKeySelector: LocalObjectReference= LocalObjectReference, Key string, Optional *bool
        SecretKeySelector: LocalObjectReference= LocalObjectReference, Key string, Optional *bool
        EnvFromSource: Prefix string, ConfigMapRef *ConfigMapEnvSource, SecretRef *SecretEnvSource
        ConfigMapEnvSource: LocalObjectReference= LocalObjectReference, Optional *bool
        SecretEnvSource: LocalObjectReference= LocalObjectReference, Optional *bool
        LocalObjectReference: Name string
        ResourceRequirements: Limits ResourceList, Requests ResourceList, Claims []ResourceClaim
        VolumeMount: Name string, ReadOnly bool, MountPath string, SubPath string, MountPropagation *MountPropagationMode, SubPathExpr string
        Probe: ProbeHandler= ProbeHandler, InitialDelaySeconds int32, TimeoutSeconds int32, PeriodSeconds int32, SuccessThreshold int32,
          FailureThreshold int32, TerminationGracePeriodSeconds *int64
        ProbeHandler: Exec *ExecAction, HTTPGet *HTTPGetAction, TCPSocket *TCPSocketAction, GRPC *GRPCAction
        ExecAction: Command []string
        HTTPGetAction: Path string, Port intstr.IntOrString, Host string, Scheme URIScheme, HTTPHeaders []HTTPHeader
        HTTPHeader: Name string, Value string
        TCPSocketAction: Port intstr.IntOrString, Host string
        GRPCAction: Port int32, Service *string
        Lifecycle: PostStart *LifecycleHandler, PreStop *LifecycleHandler
        LifecycleHandler: Exec *ExecAction, HTTPGet *HTTPGetAction, TCPSocket *TCPSocketAction
        SecurityContext: Capabilities *Capabilities, Privileged *bool, SELinuxOptions *SELinuxOptions, WindowsOptions *WindowsSecurityContextOptions,
          RunAsUser *int64, RunAsGroup *int64, RunAsNonRoot *bool, ReadOnlyRootFilesystem *bool, AllowPrivilegeEscalation *bool, ProcMount
          *ProcMountType, SeccompProfile *SeccompProfile
        Capabilities: Add []Capability, Drop []Capability
        SeccompProfile: Type SeccompProfileType, LocalhostProfile *string
        PodSecurityContext: SELinuxOptions *SELinuxOptions, WindowsOptions *WindowsSecurityContextOptions, RunAsUser *int64, RunAsGroup *int64,
          RunAsNonRoot *bool, SupplementalGroups []int64, FSGroup *int64, Sysctls []Sysctl, FSGroupChangePolicy *PodFSGroupChangePolicy,
          SeccompProfile *SeccompProfile
        Sysctl: Name string, Value string
        Affinity: NodeAffinity *NodeAffinity, PodAffinity *PodAffinity, PodAntiAffinity *PodAntiAffinity
        NodeAffinity: RequiredDuringSchedulingIgnoredDuringExecution *NodeSelector, PreferredDuringSchedulingIgnoredDuringExecution
          []PreferredSchedulingTerm
        NodeSelector: NodeSelectorTerms []NodeSelectorTerm
        NodeSelectorTerm: MatchExpressions []NodeSelectorRequirement, MatchFields []NodeSelectorRequirement
        NodeSelectorRequirement: Key string, Operator NodeSelectorOperator, Values []string
        PreferredSchedulingTerm: Weight int32, Preference NodeSelectorTerm
        PodAffinity: RequiredDuringSchedulingIgnoredDuringExecution []PodAffinityTerm, PreferredDuringSchedulingIgnoredDuringExecution
          []WeightedPodAffinityTerm
        PodAntiAffinity: RequiredDuringSchedulingIgnoredDuringExecution []PodAffinityTerm, PreferredDuringSchedulingIgnoredDuringExecution
          []WeightedPodAffinityTerm
        PodAffinityTerm: LabelSelector *LabelSelector, Namespaces []string, TopologyKey string, NamespaceSelector *LabelSelector
        WeightedPodAffinityTerm: Weight int32, PodAffinityTerm PodAffinityTerm
        Toleration: Key string, Operator TolerationOperator, Value string, Effect TaintEffect, TolerationSeconds *int64
        HostAlias: IP string, Hostnames []string
        PodDNSConfig: Nameservers []string, Searches []string, Options []PodDNSConfigOption
        PodDNSConfigOption: Name string, Value *string
        TopologySpreadConstraint: MaxSkew int32, TopologyKey string, WhenUnsatisfiable UnsatisfiableConstraintAction, LabelSelector *LabelSelector,
          MinDomains *int32, NodeAffinityPolicy *NodeInclusionPolicy, NodeTaintsPolicy *NodeInclusionPolicy, MatchLabelKeys []string
        LabelSelector: MatchLabels map[string]string, MatchExpressions []LabelSelectorRequirement
        LabelSelectorRequirement: Key string, Operator LabelSelectorOperator, Values []string
        Volume: Name string, VolumeSource= VolumeSource
        VolumeSource: HostPath *HostPathVolumeSource, EmptyDir *EmptyDirVolumeSource, GCEPersistentDisk *GCEPersistentDiskVolumeSource,
          AWSElasticBlockStore *AWSElasticBlockStoreVolumeSource, GitRepo *GitRepoVolumeSource, Secret *SecretVolumeSource, NFS *NFSVolumeSource,
          ISCSI *ISCSIVolumeSource, Glusterfs *GlusterfsVolumeSource, PersistentVolumeClaim *PersistentVolumeClaimVolumeSource, RBD *RBDVolumeSource,
          FlexVolume *FlexVolumeSource, Cinder *CinderVolumeSource, CephFS=cephfs *CephFSVolumeSource, Flocker *FlockerVolumeSource, DownwardAPI
          *DownwardAPIVolumeSource, FC *FCVolumeSource, AzureFile *AzureFileVolumeSource, ConfigMap *ConfigMapVolumeSource, VsphereVolume
          *VsphereVirtualDiskVolumeSource, Quobyte *QuobyteVolumeSource, AzureDisk *AzureDiskVolumeSource, PhotonPersistentDisk
          *PhotonPersistentDiskVolumeSource, Projected *ProjectedVolumeSource, PortworxVolume *PortworxVolumeSource, ScaleIO *ScaleIOVolumeSource,
          StorageOS=storageos *StorageOSVolumeSource, CSI *CSIVolumeSource, Ephemeral *EphemeralVolumeSource
        EmptyDirVolumeSource: Medium StorageMedium, SizeLimit *resource.Quantity
        HostPathVolumeSource: Path string, Type *HostPathType
        ConfigMapVolumeSource: LocalObjectReference= LocalObjectReference, Items []KeyToPath, DefaultMode *int32, Optional *bool
        SecretVolumeSource: SecretName string, Items []KeyToPath, DefaultMode *int32, Optional *bool
        PersistentVolumeClaimVolumeSource: ClaimName string, ReadOnly bool
        KeyToPath: Key string, Path string, Mode *int32
        ProjectedVolumeSource: Sources []VolumeProjection, DefaultMode *int32
        VolumeProjection: Secret *SecretProjection, DownwardAPI *DownwardAPIProjection, ConfigMap *ConfigMapProjection, ServiceAccountToken
          *ServiceAccountTokenProjection
        ConfigMapProjection: LocalObjectReference= LocalObjectReference, Items []KeyToPath, Optional *bool
        SecretProjection: LocalObjectReference= LocalObjectReference, Items []KeyToPath, Optional *bool
        ServiceAccountTokenProjection: Audience string, ExpirationSeconds *int64, Path string
        NFSVolumeSource: Server string, Path string, ReadOnly bool
        """;

    private static readonly FrozenDictionary<string, GoField[]> Structs = Read().ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>The fields of a struct, or null where the type is none that is known here.</summary>
    public static GoField[]? Fields(string type) => Structs.GetValueOrDefault(type);

    private static IEnumerable<KeyValuePair<string, GoField[]>> Read()
    {
        foreach (string line in Table.Replace("\n  ", " ", StringComparison.Ordinal).Split('\n'))
        {
            int colon = line.IndexOf(':', StringComparison.Ordinal);
            yield return new(line[..colon], [.. line[(colon + 1)..].Split(',').Select(f => Field(f.Split(' ', StringSplitOptions.RemoveEmptyEntries)))]);
        }
    }

    private static GoField Field(string[] words) =>
        words[0].Split('=') is [var name, var json] ? new(name, json, words[1]) : new(words[0], JsonName(words[0]), words[1]);

    // The capitals a name begins with become small ones, but the last of several that begins a word: "TTY", "DNSPolicy", "HostIP".
    private static string JsonName(string name)
    {
        int capitals = name.TakeWhile(char.IsAsciiLetterUpper).Count();
        if (capitals > 1 && capitals < name.Length) capitals--;
        return name[..capitals].ToLowerInvariant() + name[capitals..];
    }
}
