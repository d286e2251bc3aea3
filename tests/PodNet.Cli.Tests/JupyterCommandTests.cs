using System.Text.Json.Nodes;

namespace PodNet.Cli.Tests;

public sealed class JupyterCommandTests : IDisposable
{
    private readonly CommandLine _podnet = new();
    private readonly FakeMachine _machine;

    public JupyterCommandTests() => _machine = new(_podnet.Folder);

    public void Dispose() => _podnet.Dispose();

    [Fact]
    public void Install_writes_a_kernel_that_starts_this_tool()
    {
        (int code, string output, string error) = Run("jupyter", "install", "--prefix", "venv");

        Assert.Equal((0, ""), (code, error));
        string folder = Path.Combine(_podnet.Folder, "venv", "share", "jupyter", "kernels", "podnet");
        Assert.StartsWith(folder, output);
        JsonNode spec = JsonNode.Parse(_podnet.Read("venv/share/jupyter/kernels/podnet/kernel.json"))!;
        Assert.Equal("""["/opt/tools/podnet","kernel","{connection_file}"]""", spec["argv"]!.ToJsonString());
        Assert.Equal(("C# (PodNet)", "C#", "message"), ((string?)spec["display_name"], (string?)spec["language"], (string?)spec["interrupt_mode"]));
        Assert.Equal(("{}", """{"debugger":false}"""), (spec["env"]!.ToJsonString(), spec["metadata"]!.ToJsonString()));
        foreach (int size in (int[])[32, 64])
        {
            byte[] png = File.ReadAllBytes(Path.Combine(folder, $"logo-{size}x{size}.png"));
            Assert.Equal([0x89, 0x50, 0x4E, 0x47], png[..4]);
            Assert.Equal(size, png[19]);
        }
    }

    [Fact]
    public void Uninstall_removes_what_was_written_and_nothing_else()
    {
        Run("jupyter", "install", "--prefix", "venv");
        _podnet.Write("venv/share/jupyter/kernels/podnet/mine.txt", "");
        Assert.Contains("the kernel is removed", Run("jupyter", "uninstall", "--prefix", "venv").Out);
        Assert.Equal(["mine.txt"], Directory.GetFiles(Path.Combine(_podnet.Folder, "venv/share/jupyter/kernels/podnet")).Select(Path.GetFileName));
        Assert.Contains("there was no kernel", Run("jupyter", "uninstall", "--prefix", "venv").Out);
        Run("jupyter", "install", "--prefix", "other");
        Run("jupyter", "uninstall", "--prefix", "other");
        Assert.False(Directory.Exists(Path.Combine(_podnet.Folder, "other/share/jupyter/kernels/podnet")));
    }

    [Theory]
    [InlineData(SystemKind.Linux, "", "home/.local/share/jupyter")]
    [InlineData(SystemKind.Linux, "XDG_DATA_HOME=F/xdg", "xdg/jupyter")]
    [InlineData(SystemKind.Linux, "XDG_DATA_HOME=", "home/.local/share/jupyter")]
    [InlineData(SystemKind.Linux, "JUPYTER_DATA_DIR=F/data;XDG_DATA_HOME=F/xdg", "data")]
    [InlineData(SystemKind.MacOs, "", "home/Library/Jupyter")]
    [InlineData(SystemKind.Windows, "APPDATA=F/roaming", "roaming/jupyter")]
    public void The_users_folder_is_where_front_ends_look(SystemKind system, string variables, string folder)
    {
        foreach (string pair in variables.Split(';', StringSplitOptions.RemoveEmptyEntries))
            _machine.Variables[pair.Split('=')[0]] = pair.Split('=')[1].Replace("F/", _podnet.Folder + "/");

        Assert.Equal(0, Run(_machine.Machine with { System = system }, "jupyter", "install").Code);

        Assert.True(_podnet.Has(folder + "/kernels/podnet/kernel.json"));
    }

    [Fact]
    public void The_environment_that_is_active_is_found()
    {
        (int code, _, string error) = Run("jupyter", "install", "--sys-prefix");
        Assert.Equal(2, code);
        Assert.Contains("no Python environment is active", error);
        _machine.Variables["CONDA_PREFIX"] = Path.Combine(_podnet.Folder, "conda");
        Assert.Equal(0, Run("jupyter", "install", "--sys-prefix").Code);
        Assert.True(_podnet.Has("conda/share/jupyter/kernels/podnet/kernel.json"));
        Assert.Equal(2, Run("jupyter", "install", "--sys-prefix", "--prefix", "x").Code);
    }

    [Fact]
    public void Without_a_program_of_its_own_dotnet_starts_the_tool_and_a_hidden_dotnet_is_named()
    {
        Machine machine = _machine.Machine with { Program = "/home/me/.dotnet/dotnet", ToolFolder = "/opt/x", DotnetRoot = "/home/me/.dotnet" };
        Run(machine, "jupyter", "install", "--prefix", "venv");
        JsonNode spec = JsonNode.Parse(_podnet.Read("venv/share/jupyter/kernels/podnet/kernel.json"))!;
        Assert.Equal("""["/home/me/.dotnet/dotnet","/opt/x/podnet.dll","kernel","{connection_file}"]""", spec["argv"]!.ToJsonString());
        Assert.Equal("""{"DOTNET_ROOT":"/home/me/.dotnet"}""", spec["env"]!.ToJsonString());
    }

    [Theory]
    [InlineData("missing.json", null, "there is no connection file missing.json; front ends write one")]
    [InlineData("bad.json", "{", "the connection file bad.json cannot be used: it is not JSON")]
    [InlineData("bad.json", "{\"transport\":\"ipc\"}", "the connection file bad.json cannot be used: its transport is 'ipc'")]
    public void A_kernel_without_a_connection_says_what_is_wrong(string name, string? text, string message)
    {
        if (text is not null) _podnet.Write(name, text);
        string file = Path.Combine(_podnet.Folder, name);
        (int code, string output, string error) = Run("kernel", file);
        Assert.Equal((2, ""), (code, output));
        Assert.StartsWith("podnet: " + message, error.Replace(_podnet.Folder + Path.DirectorySeparatorChar, ""));
    }

    [Fact]
    public void Lessons_are_listed_with_their_titles()
    {
        WriteLessons();
        (int code, string output, _) = Run("notebook");
        Assert.Equal((0, "01-apartment  Lesson\n02-three-scenarios  Lesson\n"), (code, output.ReplaceLineEndings("\n")));
    }

    [Theory]
    [InlineData("01", "01-apartment")]
    [InlineData("1", "01-apartment")]
    [InlineData("apart", "01-apartment")]
    [InlineData("02-THREE", "02-three-scenarios")]
    public void A_lesson_is_opened_in_JupyterLab(string wanted, string lesson)
    {
        WriteLessons();
        string lab = _machine.Install("jupyter-lab");

        Assert.Equal(0, Run("notebook", wanted).Code);

        ProgramStart started = Assert.Single(_machine.Started);
        Assert.Equal((lab, _podnet.Folder, true), (started.File, started.Folder, started.Waits));
        Assert.Equal([Path.Combine(_podnet.Folder, "notebooks", lesson, "lesson.ipynb")], started.Arguments);
        Assert.True(_podnet.Has("home/.local/share/jupyter/kernels/podnet/kernel.json"));
    }

    [Fact]
    public void Jupyter_Notebook_will_do_and_opens_no_browser_when_told_so()
    {
        WriteLessons();
        string notebook = _machine.Install("jupyter-notebook");
        Run("jupyter", "install");
        _machine.Code = 3;
        (int code, _, string error) = Run("notebook", "01", "--no-browser");
        Assert.Equal((1, ""), (code, error));
        Assert.Equal((notebook, "--no-browser"), (_machine.Started[0].File, _machine.Started[0].Arguments[0]));
    }

    [Fact]
    public void Without_Jupyter_the_lesson_is_a_page()
    {
        WriteLessons();
        string opener = _machine.Install("xdg-open");
        (int code, string output, string error) = Run("notebook", "01");
        string page = Path.Combine(_podnet.Folder, "artifacts", "course", "01-apartment", "lesson.html");
        Assert.Equal((0, page), (code, output.Trim()));
        Assert.Contains("pip install jupyterlab", error);
        Assert.Contains("#!trace", File.ReadAllText(page));
        Assert.Equal((opener, page), (_machine.Started[0].File, _machine.Started[0].Arguments[0]));
        Run("notebook", "01", "--no-browser");
        Assert.Single(_machine.Started);
    }

    [Theory]
    [InlineData("0", "there is no lesson '0'")]
    [InlineData("apartmint", "there is no lesson 'apartmint', did you mean \"apartment\"?")]
    [InlineData("../02", "there is no lesson '../02'")]
    public void A_lesson_that_is_not_there_is_named(string wanted, string message)
    {
        WriteLessons();
        (int code, _, string error) = Run("notebook", wanted);
        Assert.Equal(2, code);
        Assert.StartsWith("podnet: " + message, error);
    }

    private void WriteLessons()
    {
        foreach (string lesson in (string[])["01-apartment", "02-three-scenarios"])
            _podnet.Write($"notebooks/{lesson}/lesson.ipynb", CommandLine.Notebook("#!lsmagic"));
    }

    private (int Code, string Out, string Error) Run(params string[] arguments) => Run(_machine.Machine, arguments);

    private (int Code, string Out, string Error) Run(Machine machine, params string[] arguments)
    {
        using StringWriter output = new(), error = new();
        int code = PodnetCommandLine.Run(arguments, new(output, error, _podnet.Folder) { Machine = machine });
        return (code, output.ToString(), error.ToString());
    }
}
