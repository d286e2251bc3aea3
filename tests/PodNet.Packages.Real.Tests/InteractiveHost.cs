using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using Xunit.Sdk;
using Xunit.v3;

namespace PodNet.Packages.Real.Tests;

/// <summary>A test in the real .NET Interactive. Where PODNET_DOTNET_INTERACTIVE names no dll of its tool, there is no such test: most machines have none, and
/// the tests of the extension itself run everywhere.</summary>
[AttributeUsage(AttributeTargets.Method)]
[XunitTestCaseDiscoverer(typeof(InteractiveFactDiscoverer))]
public sealed class InteractiveFactAttribute([CallerFilePath] string? sourceFilePath = null, [CallerLineNumber] int sourceLineNumber = -1)
    : FactAttribute(sourceFilePath, sourceLineNumber);

/// <summary>Finds tests only where PODNET_DOTNET_INTERACTIVE is set.</summary>
public sealed class InteractiveFactDiscoverer : FactDiscoverer
{
    public override ValueTask<IReadOnlyCollection<IXunitTestCase>> Discover(
        ITestFrameworkDiscoveryOptions discoveryOptions, IXunitTestMethod testMethod, IFactAttribute factAttribute) =>
        InteractiveHost.Tool is null ? new([]) : base.Discover(discoveryOptions, testMethod, factAttribute);
}

/// <summary>The real tool, spoken to over its standard streams as an editor does: one JSON object a line.</summary>
internal sealed class InteractiveHost : IDisposable
{
    private readonly Process _process;
    private int _sent;

    /// <param name="home">The home folder, with a NuGet configuration that finds the package.</param>
    public InteractiveHost(string home)
    {
        ProcessStartInfo start = new("dotnet", [Tool!, "stdio", "--default-kernel", "csharp", "--working-dir", home])
        {
            WorkingDirectory = home,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        foreach (string name in (string[])["HOME", "USERPROFILE", "DOTNET_CLI_HOME"]) start.Environment[name] = home;
        foreach (string name in (string[])["DOTNET_INTERACTIVE_CLI_TELEMETRY_OPTOUT", "DOTNET_NOLOGO"]) start.Environment[name] = "1";
        start.Environment.Remove("NUGET_PACKAGES");
        _process = Process.Start(start)!;
        while ((string?)Next()["eventType"] != "KernelReady")
        {
        }
    }

    /// <summary>The tool's dll, or null.</summary>
    public static string? Tool => Environment.GetEnvironmentVariable("PODNET_DOTNET_INTERACTIVE") is { Length: > 0 } tool ? tool : null;

    /// <summary>Runs a cell.</summary>
    public Answer Run(string code)
    {
        string token = $"test{++_sent}";
        JsonObject command = new()
        {
            ["commandType"] = "SubmitCode",
            ["token"] = token,
            ["command"] = new JsonObject { ["code"] = code },
            ["routingSlip"] = new JsonArray(),
        };
        _process.StandardInput.WriteLine(command.ToJsonString());
        List<JsonNode> shown = [];
        while (true)
        {
            JsonNode message = Next();
            string? type = (string?)message["eventType"];
            if (type is "DisplayedValueProduced" or "ReturnValueProduced") shown.Add(message["event"]!["formattedValues"]!);
            if ((string?)message["command"]?["token"] != token || type is not ("CommandSucceeded" or "CommandFailed")) continue;
            return new(shown, type == "CommandFailed" ? (string?)message["event"]!["message"] ?? "failed" : null);
        }
    }

    public void Dispose()
    {
        _process.Kill(entireProcessTree: true);
        _process.Dispose();
    }

    private JsonNode Next()
    {
        while (true)
        {
            string line = _process.StandardOutput.ReadLine() ?? throw new InvalidOperationException("the tool has ended");
            if (line.StartsWith('{')) return JsonNode.Parse(line) ?? throw new JsonException(line);
        }
    }

    /// <summary>What a cell came to.</summary>
    /// <param name="Shown">For each output its forms: mimeType, value.</param>
    internal sealed record Answer(IReadOnlyList<JsonNode> Shown, string? Error)
    {
        /// <summary>The outputs in one MIME type, those that have it.</summary>
        public string[] Texts(string mime) =>
            [.. Shown.SelectMany(forms => forms.AsArray()).Where(f => (string?)f!["mimeType"] == mime).Select(f => (string)f!["value"]!)];
    }
}
