using PodNet.Kubernetes.Api;
using PodNet.Kubernetes.Objects;
using PodNet.Kubernetes.Specification;
using PodNet.Kubernetes.Validation;
using PodNet.Kubernetes.Yaml;
using PodNet.Model.Collections;
using PodNet.Model.Topology;

namespace PodNet.Kubernetes.Reading;

/// <summary>Reads plain Kubernetes manifests: Namespace, Pod, Service and what endpoints are written in. Every other kind is refused by name.</summary>
internal sealed class ManifestReader(ProblemList problems)
{
    private static readonly string[] ObjectKeys = ["apiVersion", "kind", "metadata", "spec", "status", "subsets", "addressType", "endpoints", "ports"];

    private static readonly string[] MetadataKeys =
    [
        "name", "namespace", "labels", "annotations", "creationTimestamp", "finalizers", "generateName", "generation", "managedFields",
        "ownerReferences", "resourceVersion", "selfLink", "uid",
    ];

    // Fields of PodSpec that change nothing about the pod's network are read over; those that would are refused below.
    private static readonly string[] PodKeys =
    [
        "nodeName", "containers", "hostNetwork", "activeDeadlineSeconds", "affinity", "automountServiceAccountToken", "dnsConfig",
        "dnsPolicy", "enableServiceLinks", "hostIPC", "hostPID", "hostname", "imagePullSecrets", "initContainers", "nodeSelector", "os",
        "preemptionPolicy", "priority", "priorityClassName", "readinessGates", "restartPolicy", "runtimeClassName", "schedulerName",
        "securityContext", "serviceAccount", "serviceAccountName", "setHostnameAsFQDN", "shareProcessNamespace", "subdomain",
        "terminationGracePeriodSeconds", "tolerations", "topologySpreadConstraints", "volumes",
    ];

    private static readonly string[] ContainerKeys =
    [
        "name", "image", "command", "args", "ports", "env", "envFrom", "imagePullPolicy", "lifecycle", "livenessProbe", "readinessProbe",
        "resizePolicy", "resources", "restartPolicy", "securityContext", "startupProbe", "stdin", "stdinOnce", "terminationMessagePath",
        "terminationMessagePolicy", "tty", "volumeDevices", "volumeMounts", "workingDir",
    ];

    private readonly List<PodSpec> _pods = [];
    private readonly List<string> _namespaces = [];
    private readonly List<ApiMap> _others = [];
    private readonly List<WrittenAt> _othersAt = [];

    public IReadOnlyList<PodSpec> Pods => _pods;

    public IReadOnlyList<string> Namespaces => _namespaces;

    /// <summary>The manifests of what is no pod.</summary>
    public IReadOnlyList<ApiMap> Others => _others;

    /// <summary>Where each of <see cref="Others"/> stands.</summary>
    public IReadOnlyList<WrittenAt> OthersAt => _othersAt;

    public bool IsEmpty => _pods.Count + _others.Count == 0;

    public void Read(YamlMapping document)
    {
        string kind = TextOf(document, "kind"), version = TextOf(document, "apiVersion");
        if ((kind is "Pod" or "Namespace" or "Service" or "Endpoints" && version == "v1") || (kind, version) == ("EndpointSlice", "discovery.k8s.io/v1"))
        {
            int before = problems.Count;
            if (Fields.Open(document, "", problems, ObjectKeys) is { } manifest) ReadObject(manifest, document, kind);
            if (problems.Count == before) CheckAsObject(document);
        }
        else if (kind == "Cluster")
        {
            problems.Add(document.At, $"kind \"Cluster\" of {FieldErrors.Quote(version)} is not a cluster file of this program; "
                + "write the same keys without apiVersion and kind (docs/cluster-file.md)");
        }
        else
        {
            SourcePosition at = (document.Find("kind") ?? document).At;
            problems.Add(at, $"kind {FieldErrors.Quote(kind)} of apiVersion {FieldErrors.Quote(version)} is refused until it is supported; "
                + "supported are Namespace, Pod, Service and Endpoints of \"v1\" and EndpointSlice of \"discovery.k8s.io/v1\"");
        }
    }

    // What the API server would refuse when the object is created.
    private void CheckAsObject(YamlMapping document)
    {
        try
        {
            KubernetesObject read = ApiServer.Decode((ApiMap)ManifestYaml.Value(document));
            FieldErrorList errors = new();
            read.Kind.Validate(read.Kind.WithDefaults(read.Content), errors);
            foreach (string error in errors.Errors) problems.Add(document.At, error);
        }
        catch (ApiException e)
        {
            problems.Add(document.At, e.Message);
        }
    }

    private void ReadObject(Fields manifest, YamlMapping document, string kind)
    {
        Fields? metadata = manifest.Open("metadata", MetadataKeys);
        if (metadata is null || !metadata.Has("name"))
        {
            manifest.Report("metadata", FieldErrors.Required("metadata.name", "name or generateName is required"));
            return;
        }

        if (kind == "Namespace")
        {
            if (metadata.Name("name", Names.LabelProblem) is not { } name) return;
            _namespaces.Add(name);
            Add(document);
        }
        else if (kind != "Pod")
        {
            Add(document);
        }
        else if (manifest.Open("spec", PodKeys) is { } spec)
        {
            ReadPod(manifest, document, metadata, spec);
        }
        else
        {
            manifest.Report("spec", FieldErrors.Required("spec.containers", "a pod has at least one container"));
        }
    }

    private void Add(YamlMapping document)
    {
        _others.Add((ApiMap)ManifestYaml.Value(document));
        _othersAt.Add(new(document));
    }

    private void ReadPod(Fields manifest, YamlMapping document, Fields metadata, Fields spec)
    {
        if (spec.Flag("hostNetwork") == true) spec.Report("hostNetwork", "spec.hostNetwork: is refused until it is supported");
        ValueList<ContainerSpec> containers = ReadContainers(spec).ToValueList();
        if (containers.Count == 0)
            spec.Report("containers", FieldErrors.Required("spec.containers", "a pod has at least one container"));
        if (metadata.Name("name", Names.SubdomainProblem) is not { } name) return;
        _pods.Add(new()
        {
            Name = name,
            Namespace = metadata.Name("namespace", Names.LabelProblem) ?? "default",
            Node = spec.Text("nodeName"),
            Containers = containers,
            Manifest = (ApiMap)ManifestYaml.Value(document),
            At = manifest.At,
        });
    }

    private static IEnumerable<ContainerSpec> ReadContainers(Fields spec)
    {
        HashSet<string> names = [];
        foreach ((YamlNode node, string path) in spec.Items("containers"))
        {
            if (spec.Open(node, path, ContainerKeys) is not { } fields) continue;
            string name = fields.ContainerName(names);
            if (!fields.Has("image")) fields.Report("image", FieldErrors.Required(fields.PathOf("image"), "a container has an image"));
            IReadOnlyList<(ContainerPort Port, HostPort? Host)> ports = PortReader.Read(fields, "ports");
            yield return new()
            {
                Name = name,
                Image = fields.Text("image") ?? "",
                Command = fields.Texts("command").ToValueList(),
                Args = fields.Texts("args").ToValueList(),
                ContainerPorts = ports.Select(p => p.Port).ToValueList(),
                HostPorts = ports.Select(p => p.Host).OfType<HostPort>().ToValueList(),
            };
        }
    }

    private static string TextOf(YamlMapping mapping, string key) => mapping.Find(key) is YamlScalar scalar ? scalar.Text : "";
}
