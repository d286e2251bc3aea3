using System.Globalization;
using PodNet.Kubernetes.Objects;
using PodNet.Model.Collections;

namespace PodNet.Containers.Programs;

/// <summary>The small programs that show what a pod was given: files, environment, name.</summary>
internal sealed class Coreutils : IProgram
{
    public ValueList<string> Names => ["cat", "date", "echo", "env", "false", "hostname", "id", "ls", "printenv", "sleep", "true", "uname", "whoami"];

    public int Run(ContainerProcess process, string name, ValueList<string> arguments) => name switch
    {
        "cat" => Cat(process, arguments),
        "ls" => List(process, arguments),
        "hostname" => HostName(process, arguments),
        "env" => Environment(process, null),
        "printenv" => Environment(process, arguments.Count == 0 ? null : arguments[0]),
        "echo" => Say(process, string.Join(' ', arguments)),
        "date" => Say(process, process.Runtime.Clock.ToDateTime().ToString("ddd MMM d HH:mm:ss 'UTC' yyyy", CultureInfo.InvariantCulture)),
        "uname" => Say(process, arguments is ["-r"] ? "6.1.0-18-amd64" : arguments is ["-n"] ? PodFiles.HostName(process.Pod) : "Linux"),
        "whoami" => Say(process, "root"),
        "id" => Say(process, "uid=0(root) gid=0(root) groups=0(root)"),
        "sleep" => Sleep(process, arguments),
        "false" => 1,
        _ => 0,
    };

    private static int Say(ContainerProcess process, string line)
    {
        process.Print(line);
        return 0;
    }

    private static int Cat(ContainerProcess process, ValueList<string> files)
    {
        int exitCode = 0;
        foreach (string file in files)
        {
            if (PodFiles.Read(file, process.Pod, process.Place, process.Runtime.Cluster) is { } text)
            {
                process.Out.Append(text);
                continue;
            }

            process.Complain(process.Image.UsesBusybox ? $"cat: can't open '{file}': No such file or directory" : $"cat: {file}: No such file or directory");
            exitCode = 1;
        }

        return exitCode;
    }

    private static int List(ContainerProcess process, ValueList<string> arguments)
    {
        string path = arguments.LastOrDefault(a => !a.StartsWith('-')) ?? "/";
        if (path.TrimEnd('/') != "/sys/class/net")
        {
            process.Complain($"ls: {path}: only /sys/class/net has something to show here");
            return 1;
        }

        foreach (string device in process.Runtime.Cluster.Namespace(process.Place.Id).Devices.Select(d => d.Name).Order(StringComparer.Ordinal))
            process.Print(device);
        return 0;
    }

    private static int HostName(ContainerProcess process, ValueList<string> arguments) =>
        Say(process, arguments.Count == 0 ? PodFiles.HostName(process.Pod) : arguments[0] switch
        {
            "-i" => process.Place.Address.ToString(),
            "-I" => process.Place.Address + " ",
            _ => PodFiles.HostName(process.Pod),
        });

    // The variables of the API server's Service, which every pod gets (pkg/kubelet/envvars).
    private static int Environment(ContainerProcess process, string? only)
    {
        string api = process.Runtime.Cluster.Topology.ServiceSubnet.Address.Plus(1).ToString();
        List<(string Name, string Value)> variables =
        [
            ("PATH", "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"), ("HOSTNAME", PodFiles.HostName(process.Pod)),
            ("KUBERNETES_PORT", $"tcp://{api}:443"), ("KUBERNETES_PORT_443_TCP", $"tcp://{api}:443"),
            ("KUBERNETES_PORT_443_TCP_ADDR", api), ("KUBERNETES_PORT_443_TCP_PORT", "443"), ("KUBERNETES_PORT_443_TCP_PROTO", "tcp"),
            ("KUBERNETES_SERVICE_HOST", api), ("KUBERNETES_SERVICE_PORT", "443"), ("KUBERNETES_SERVICE_PORT_HTTPS", "443"),
        ];
        ApiMap? container = process.Pod.Content.Maps("spec", "containers").FirstOrDefault(c => c.Text("name") == process.Container.Name);
        foreach (ApiMap variable in container?.Maps("env") ?? [])
            variables.Add((variable.Text("name") ?? "", variable.Text("value") ?? ""));
        variables.Add(("HOME", "/root"));
        if (only is null)
        {
            foreach ((string name, string value) in variables) process.Print($"{name}={value}");
            return 0;
        }

        return variables.FirstOrDefault(v => v.Name == only).Value is { } found ? Say(process, found) : 1;
    }

    private static int Sleep(ContainerProcess process, ValueList<string> arguments)
    {
        string written = arguments.Count > 0 ? arguments[0] : "";
        bool isNumber = double.TryParse(written, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double seconds);
        if (!isNumber)
        {
            process.Complain($"sleep: invalid number '{written}'");
            return 1;
        }

        process.Wait(TimeSpan.FromSeconds(Math.Min(seconds, 86_400)));
        return 0;
    }
}
