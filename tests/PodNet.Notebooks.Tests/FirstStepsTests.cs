using System.Text.Json;
using System.Text.RegularExpressions;

namespace PodNet.Notebooks.Tests;

/// <summary>The other ways in: the dev container, VS Code, GitHub's CI. What their files name is there, and CI runs what the README says.</summary>
public class FirstStepsTests
{
    private static readonly string Root = Golden.InRepository("");

    private static string Workflow => Read(".github/workflows/ci.yml");

    [Fact]
    public void The_dev_container_names_what_is_there()
    {
        JsonElement container = Json(".devcontainer/devcontainer.json");
        string docker = Path.Combine(".devcontainer", container.GetProperty("build").GetProperty("dockerfile").GetString()!);
        Assert.Contains("set-up.sh machine", Read(docker), StringComparison.Ordinal);
        string[] command = container.GetProperty("onCreateCommand").GetString()!.Split(' ');
        Assert.Equal("bash", command[0]);
        Assert.True(File.Exists(Path.Combine(Root, command[1])), command[1]);
        Assert.Contains($"  {command[2]}) set_up_{command[2]} ;;", Read(command[1]), StringComparison.Ordinal);
        Assert.Contains($"useradd --create-home --shell /bin/bash {container.GetProperty("remoteUser").GetString()} ", Read(docker), StringComparison.Ordinal);
    }

    [Fact]
    public void The_first_lesson_is_open_and_Jupyter_is_recommended()
    {
        JsonElement custom = Json(".devcontainer/devcontainer.json").GetProperty("customizations");
        string[] open = Strings(custom.GetProperty("codespaces").GetProperty("openFiles"));
        string first = Directory.EnumerateDirectories(Path.Combine(Root, "notebooks")).Select(d => Path.GetFileName(d)!).Order(StringComparer.Ordinal).First();
        Assert.Equal([$"notebooks/{first}/lesson.ipynb"], open);
        Assert.True(File.Exists(Path.Combine(Root, open[0])));
        string[] extensions = Strings(custom.GetProperty("vscode").GetProperty("extensions"));
        Assert.Contains("ms-toolsai.jupyter", extensions);
        Assert.Equal(extensions, Strings(Json(".vscode/extensions.json").GetProperty("recommendations")));
    }

    [Fact]
    public void GitHub_runs_exactly_the_two_commands_of_the_README()
    {
        string[] readme = [.. Regex.Matches(Read("README.md"), @"^```sh\n(.*?)^```", RegexOptions.Singleline | RegexOptions.Multiline)
            .Take(2).Select(m => m.Groups[1].Value.Trim())];
        string job = Regex.Match(Workflow, @"^  readme:\n(.*?)(?=^  \w|\z)", RegexOptions.Singleline | RegexOptions.Multiline).Groups[1].Value;
        Assert.Equal(["dotnet run --project src/PodNet.Cli -- course", "dotnet test"], readme);
        Assert.Equal(readme, Regex.Matches(job, @"^ +- run: (.*)$", RegexOptions.Multiline).Select(m => m.Groups[1].Value));
    }

    [Fact]
    public void GitHub_gets_the_least_rights_no_secrets_and_pinned_actions()
    {
        Assert.Matches(@"(?m)^permissions:\n  contents: read\n\n", Workflow);
        Assert.Single(Regex.Matches(Workflow, "permissions:"));
        Assert.DoesNotContain("secrets.", Workflow, StringComparison.Ordinal);
        string[] actions = [.. Regex.Matches(Workflow, @"uses: (\S+)").Select(m => m.Groups[1].Value)];
        Assert.All(actions, a => Assert.Matches(@"^actions/[a-z-]+@v\d+$", a));
        string sdk = Json("global.json").GetProperty("sdk").GetProperty("version").GetString()!;
        Assert.All(Regex.Matches(Workflow, @"dotnet-version: (\S+)").Select(m => m.Groups[1].Value), v => Assert.StartsWith(v.TrimEnd('x'), sdk, StringComparison.Ordinal));
    }

    private static string[] Strings(JsonElement array) => [.. array.EnumerateArray().Select(e => e.GetString()!)];

    private static JsonElement Json(string file) =>
        JsonDocument.Parse(Read(file), new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true }).RootElement;

    private static string Read(string file) => File.ReadAllText(Path.Combine(Root, file)).ReplaceLineEndings("\n");
}
