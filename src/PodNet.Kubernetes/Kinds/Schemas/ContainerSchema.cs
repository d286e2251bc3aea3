using PodNet.Kubernetes.Objects;
using static PodNet.Kubernetes.Objects.FieldType;

namespace PodNet.Kubernetes.Kinds.Schemas;

/// <summary>The fields of a container (k8s.io/api, core/v1, Container).</summary>
internal static class ContainerSchema
{
    private static readonly FieldType KeySelector = Struct("KeySelector", ("name", Text), ("key", Text), ("optional", OptionalFlag));

    private static readonly FieldType LocalReference = Struct("LocalObjectReference", ("name", Text), ("optional", OptionalFlag));

    private static readonly FieldType FieldRef = Struct("ObjectFieldSelector", ("apiVersion", Text), ("fieldPath", Text));

    private static readonly FieldType ResourceFieldRef = Struct("ResourceFieldSelector", ("containerName", Text), ("resource", Text), ("divisor", Quantity));

    private static readonly FieldType EnvVar = Struct("EnvVar",
        ("name", Text), ("value", Text),
        ("valueFrom", Struct("EnvVarSource",
            ("fieldRef", FieldRef), ("resourceFieldRef", ResourceFieldRef), ("configMapKeyRef", KeySelector), ("secretKeyRef", KeySelector))));

    private static readonly FieldType EnvFrom = Struct("EnvFromSource", ("prefix", Text), ("configMapRef", LocalReference), ("secretRef", LocalReference));

    private static readonly FieldType ContainerPort = Struct("ContainerPort",
        ("name", Text), ("hostPort", Number), ("containerPort", Number), ("protocol", TextOf("v1.Protocol")), ("hostIP", Text));

    private static readonly FieldType Exec = Struct("ExecAction", ("command", ListOf(Text)));

    private static readonly FieldType HttpGet = Struct("HTTPGetAction",
        ("path", Text), ("port", NumberOrText), ("host", Text), ("scheme", TextOf("v1.URIScheme")),
        ("httpHeaders", ListOf(Struct("HTTPHeader", ("name", Text), ("value", Text)))));

    private static readonly FieldType TcpSocket = Struct("TCPSocketAction", ("port", NumberOrText), ("host", Text));

    private static readonly FieldType Probe = Struct("Probe",
        ("exec", Exec), ("httpGet", HttpGet), ("tcpSocket", TcpSocket), ("grpc", Struct("GRPCAction", ("port", Number), ("service", Text))),
        ("initialDelaySeconds", Number), ("timeoutSeconds", Number), ("periodSeconds", Number), ("successThreshold", Number),
        ("failureThreshold", Number), ("terminationGracePeriodSeconds", LongNumber));

    private static readonly FieldType LifecycleHandler = Struct("LifecycleHandler",
        ("exec", Exec), ("httpGet", HttpGet), ("tcpSocket", TcpSocket), ("sleep", Struct("SleepAction", ("seconds", LongNumber))));

    private static readonly FieldType VolumeMount = Struct("VolumeMount",
        ("name", Text), ("readOnly", Flag), ("mountPath", Text), ("subPath", Text), ("mountPropagation", Text), ("subPathExpr", Text));

    private static readonly FieldType SecurityContext = Struct("SecurityContext",
        ("capabilities", Struct("Capabilities", ("add", ListOf(Text)), ("drop", ListOf(Text)))), ("privileged", OptionalFlag),
        ("seLinuxOptions", Any), ("windowsOptions", Any), ("runAsUser", LongNumber), ("runAsGroup", LongNumber), ("runAsNonRoot", OptionalFlag),
        ("readOnlyRootFilesystem", OptionalFlag), ("allowPrivilegeEscalation", OptionalFlag), ("procMount", Text), ("seccompProfile", Any));

    public static FieldType Resources { get; } = Struct("ResourceRequirements",
        ("limits", new MapType(Quantity)), ("requests", new MapType(Quantity)), ("claims", ListOf(Struct("ResourceClaim", ("name", Text)))));

    public static FieldType Container { get; } = Struct("Container", Fields());

    public static FieldType EphemeralContainer { get; } = Struct("EphemeralContainer", [.. Fields(), ("targetContainerName", Text)]);

    private static (string Name, FieldType Type)[] Fields() =>
    [
        ("name", Text), ("image", Text), ("command", ListOf(Text)), ("args", ListOf(Text)), ("workingDir", Text), ("ports", ListOf(ContainerPort)),
        ("envFrom", ListOf(EnvFrom)), ("env", ListOf(EnvVar)), ("resources", Resources),
        ("resizePolicy", ListOf(Struct("ContainerResizePolicy", ("resourceName", Text), ("restartPolicy", Text)))),
        ("restartPolicy", TextOf("v1.ContainerRestartPolicy")), ("volumeMounts", ListOf(VolumeMount)),
        ("volumeDevices", ListOf(Struct("VolumeDevice", ("name", Text), ("devicePath", Text)))),
        ("livenessProbe", Probe), ("readinessProbe", Probe), ("startupProbe", Probe),
        ("lifecycle", Struct("Lifecycle", ("postStart", LifecycleHandler), ("preStop", LifecycleHandler))),
        ("terminationMessagePath", Text), ("terminationMessagePolicy", TextOf("v1.TerminationMessagePolicy")),
        ("imagePullPolicy", TextOf("v1.PullPolicy")), ("securityContext", SecurityContext), ("stdin", Flag), ("stdinOnce", Flag), ("tty", Flag),
    ];
}
