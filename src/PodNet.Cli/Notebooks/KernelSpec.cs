using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace PodNet.Cli.Notebooks;

/// <summary>The folder by which Jupyter's front ends know the kernel (jupyter-client, "Kernel specs"): kernel.json and two logos.</summary>
internal sealed class KernelSpec(Machine machine, string folder)
{
    /// <summary>The kernel's name, as notebooks have it in their metadata.</summary>
    public const string Name = "podnet";

    private static readonly string[] Logos = ["logo-32x32.png", "logo-64x64.png"];

    /// <summary>Where it is.</summary>
    public string Folder => folder;

    /// <summary>Whether it is there and starts this very tool.</summary>
    public bool IsInstalled => File.Exists(JsonFile) && File.ReadAllText(JsonFile) == Json();

    private string JsonFile => Path.Combine(folder, "kernel.json");

    /// <summary>The user's own: all front ends of this user see it.</summary>
    public static KernelSpec OfUser(Machine machine) => new(machine, Path.Combine(DataFolder(machine), "kernels", Name));

    /// <summary>That of a Python installation or environment.</summary>
    public static KernelSpec OfPrefix(Machine machine, string prefix) => new(machine, Path.Combine(prefix, "share", "jupyter", "kernels", Name));

    /// <summary>That of the Python environment that is active.</summary>
    /// <exception cref="BadInputException">None is.</exception>
    public static KernelSpec OfEnvironment(Machine machine) => OfPrefix(
        machine,
        machine.Given("VIRTUAL_ENV") ?? machine.Given("CONDA_PREFIX")
            ?? throw new BadInputException("no Python environment is active (VIRTUAL_ENV and CONDA_PREFIX are not set); --prefix DIR names one"));

    /// <summary>Writes it, over an older one.</summary>
    public void Install()
    {
        Directory.CreateDirectory(folder);
        File.WriteAllText(JsonFile, Json());
        foreach (string logo in Logos)
        {
            using Stream from = typeof(KernelSpec).Assembly.GetManifestResourceStream(logo)!;
            using FileStream to = File.Create(Path.Combine(folder, logo));
            from.CopyTo(to);
        }
    }

    /// <summary>Removes what <see cref="Install"/> wrote, and nothing else.</summary>
    /// <returns>Whether there was anything.</returns>
    public bool Uninstall()
    {
        string[] written = [.. Logos.Prepend("kernel.json").Select(f => Path.Combine(folder, f)).Where(File.Exists)];
        foreach (string file in written) File.Delete(file);
        if (Directory.Exists(folder) && !Directory.EnumerateFileSystemEntries(folder).Any()) Directory.Delete(folder);
        return written.Length > 0;
    }

    // jupyter_core.paths.jupyter_data_dir
    private static string DataFolder(Machine machine)
    {
        if (machine.Given("JUPYTER_DATA_DIR") is { } data) return data;
        return machine.System switch
        {
            SystemKind.MacOs => Path.Combine(machine.Home, "Library", "Jupyter"),
            SystemKind.Windows => Path.Combine(machine.Given("APPDATA") ?? Path.Combine(machine.Home, "AppData", "Roaming"), "jupyter"),
            _ => Path.Combine(machine.Given("XDG_DATA_HOME") ?? Path.Combine(machine.Home, ".local", "share"), "jupyter"),
        };
    }

    private string Json()
    {
        using MemoryStream bytes = new();
        JsonWriterOptions forPeople = new() { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
        using (Utf8JsonWriter json = new(bytes, forPeople))
        {
            json.WriteStartObject();
            json.WriteStartArray("argv");
            foreach (string word in (string[])[.. Command(), "kernel", "{connection_file}"]) json.WriteStringValue(word);
            json.WriteEndArray();
            json.WriteString("display_name", "C# (PodNet)");
            json.WriteString("language", "C#");
            json.WriteString("interrupt_mode", "message");
            json.WriteStartObject("metadata");
            json.WriteBoolean("debugger", false);
            json.WriteEndObject();
            json.WriteStartObject("env");
            if (machine.DotnetRoot is { } root && !IsStandard(root)) json.WriteString("DOTNET_ROOT", root);
            json.WriteEndObject();
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(bytes.ToArray()) + "\n";
    }

    /// <summary>How this tool is started. A front end may have another PATH than the user's shell, so paths are whole.</summary>
    private string[] Command()
    {
        if (Path.GetFileNameWithoutExtension(machine.Program) == "podnet") return [machine.Program];
        string program = Path.Combine(machine.ToolFolder, machine.System == SystemKind.Windows ? "podnet.exe" : "podnet");
        if (File.Exists(program)) return [program];
        string dotnet = machine.System == SystemKind.Windows ? "dotnet.exe" : "dotnet";
        return [machine.DotnetRoot is { } root ? Path.Combine(root, dotnet) : dotnet, Path.Combine(machine.ToolFolder, "podnet.dll")];
    }

    // Where a program finds .NET by itself (dotnet/runtime, docs/design/features/host-component-dependencies-resolution.md and install-location-search.md).
    private bool IsStandard(string root)
    {
        string[] places = machine.System switch
        {
            SystemKind.Windows => [Path.Combine(machine.Given("ProgramFiles") ?? @"C:\Program Files", "dotnet")],
            SystemKind.MacOs => ["/usr/local/share/dotnet", "/usr/local/share/dotnet/x64"],
            _ => ["/usr/share/dotnet", "/usr/lib/dotnet"],
        };
        return places.Contains(root.TrimEnd('/', '\\'));
    }
}
