using System.Globalization;
using System.Text;
using PodNet.Engine.Programs;
using PodNet.Engine.Tracing;
using PodNet.Kubernetes.Objects;
using PodNet.Model.Addressing;
using PodNet.Model.Collections;
using PodNet.Model.Linux;
using PodNet.Model.Topology;

namespace PodNet.Containers.Programs;

/// <summary>One <c>kubectl exec</c>: what its programs print, and what their packets change. Lives as long as the command.</summary>
internal sealed class ContainerProcess(ContainerRuntime runtime, KubernetesObject pod, ClusterPod place, PodContainer container)
{
    private static readonly Dictionary<string, IProgram> Programs = FindPrograms();

    /// <summary>Shells run shells; a person does not nest them this deep.</summary>
    private const int DeepestShell = 8;

    private int _depth;

    /// <summary>The containers, as the programs left them so far.</summary>
    public ContainerRuntime Runtime { get; private set; } = runtime;

    /// <summary>The pod it runs in.</summary>
    public KubernetesObject Pod { get; } = pod;

    /// <summary>Where the pod is in the cluster.</summary>
    public ClusterPod Place { get; } = place;

    /// <summary>The container it runs in.</summary>
    public PodContainer Container { get; } = container;

    /// <summary>Which programs the container's image has.</summary>
    public ContainerImage Image { get; } = ContainerImage.Of(container.Image);

    public StringBuilder Out { get; } = new();

    public StringBuilder Error { get; } = new();

    /// <summary>Why nothing could be started, in the container runtime's words, or null.</summary>
    public string? StartError { get; private set; }

    /// <summary>Starts the program of a <c>kubectl exec</c>.</summary>
    public int Run(ValueList<string> argv)
    {
        if (Find(argv[0]) is { } program) return program.Run(this, BaseName(argv[0]), argv.Skip(1).ToValueList());
        StartError = $"exec failed: unable to start container process: exec: \"{argv[0]}\": executable file not found in $PATH";
        return NotFound;
    }

    /// <summary>Runs a command as a shell in the container does.</summary>
    public int RunInShell(ValueList<string> argv)
    {
        if (Find(argv[0]) is not { } program)
        {
            Complain($"sh: {argv[0]}: not found");
            return NotFound;
        }

        if (_depth >= DeepestShell)
        {
            Complain("sh: too many shells in shells");
            return 1;
        }

        _depth++;
        int exitCode = program.Run(this, BaseName(argv[0]), argv.Skip(1).ToValueList());
        _depth--;
        return exitCode;
    }

    /// <summary>Exit code of a shell for a command that is not there.</summary>
    public const int NotFound = 127;

    /// <summary>Prints a line.</summary>
    public void Print(string line) => Out.Append(line).Append('\n');

    /// <summary>Prints a line on standard error.</summary>
    public void Complain(string line) => Error.Append(line).Append('\n');

    /// <summary>Sends packets; time goes on until the last of them.</summary>
    public Exchange Trace(Probe probe)
    {
        (Runtime, Exchange exchange) = Runtime.Trace(Place.Id, probe);
        return exchange;
    }

    /// <summary>Lets simulated time pass.</summary>
    public void Wait(TimeSpan span) => Runtime = Runtime with { Clock = Runtime.Clock.Plus(span) };

    /// <summary>Sets the clock to the moment a program gave up; it may lie before the last packet of its exchange.</summary>
    public void GiveUpAt(SimulatedTime moment) => Runtime = Runtime with { Clock = moment };

    /// <summary>Replaces what servers wrote.</summary>
    public void Log(ContainerLogs written) => Runtime = Runtime with { Written = written };

    /// <summary>The address of a host as programs of this pod find it: literally, in /etc/hosts, or by asking the name server. null: nowhere.</summary>
    public IpAddress? Resolve(string host)
    {
        if (IpAddress.TryParse(host, out IpAddress address)) return address;
        if (host == "localhost") return IpAddress.Parse("127.0.0.1");
        if (host == PodFiles.HostName(Pod)) return Place.Address;
        Trace(new UdpProbe(PodFiles.NameServer(Runtime.Cluster), 53, DataBytes: QueryBytes(host)));
        return null;
    }

    /// <summary>Milliseconds as ping programs print them: "0.123".</summary>
    public static string Milliseconds(TimeSpan span) => span.TotalMilliseconds.ToString("0.000", CultureInfo.InvariantCulture);

    private IProgram? Find(string command)
    {
        string name = BaseName(command);
        return Image.Has(name) ? Programs.GetValueOrDefault(name) : null;
    }

    private static string BaseName(string command) => command[(command.LastIndexOf('/') + 1)..];

    // Header, the name as labels, type and class (RFC 1035, 4.1).
    private static int QueryBytes(string host) => 12 + Math.Min(host.Length, 253) + 2 + 4;

    private static Dictionary<string, IProgram> FindPrograms()
    {
        Dictionary<string, IProgram> found = new(StringComparer.Ordinal);
        foreach (Type type in typeof(IProgram).Assembly.GetTypes())
        {
            if (type.IsAbstract || !typeof(IProgram).IsAssignableFrom(type)) continue;
            IProgram program = (IProgram)Activator.CreateInstance(type)!;
            foreach (string name in program.Names) found.Add(name, program);
        }

        return found;
    }
}
