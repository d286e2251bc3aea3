using System.CommandLine;
using PodNet.Datapath;
using PodNet.Kubernetes.Presets;
using PodNet.Kubernetes.Specification;
using PodNet.Magics.Simulation;
using PodNet.Model.Topology;

namespace PodNet.Cli.Commands;

/// <summary>Options that several commands have.</summary>
internal static class SharedOptions
{
    public static Option<string> ClusterFile() => new("--cluster")
    {
        Description = "The cluster file (YAML), or the name of a cluster that comes with the tool, as two-nodes.",
        HelpName = "FILE",
        Required = true,
    };

    public static Option<string> Output(params string[] forms)
    {
        Option<string> option = new("--output") { Description = "Form of the result.", DefaultValueFactory = _ => forms[0] };
        option.AcceptOnlyFromAmong(forms);
        return option;
    }

    public static Option<string?> Theme()
    {
        Option<string?> option = new("--theme") { Description = "Colours of a picture: light (default) or dark." };
        option.AcceptOnlyFromAmong("light", "dark");
        return option;
    }

    public static Option<string?> Scale() => new("--scale") { Description = "Size of a picture's letters, 1 to 2.", HelpName = "FACTOR" };

    public static Option<string?> View()
    {
        Option<string?> option = new("--view")
        {
            Description = "What a picture and its text show: network (default), or apartment: nodes as buildings, pods as apartments.",
        };
        option.AcceptOnlyFromAmong([.. PictureViews.Names]);
        return option;
    }

    /// <summary>The cluster that a file describes.</summary>
    /// <exception cref="BadInputException">The file cannot be read; the message names it.</exception>
    public static Cluster Load(Terminal terminal, string file)
    {
        try
        {
            bool isPreset = ClusterPresets.Names.Contains(file) && !File.Exists(terminal.PathOf(file));
            return ClusterBuilder.Load(isPreset ? ClusterPresets.Text(file) : ReadText(terminal, file));
        }
        catch (ClusterFileException wrong)
        {
            throw new BadInputException(string.Join('\n', wrong.Problems.Select(p => $"{file}: {p}")));
        }
    }

    /// <summary>The text of a file.</summary>
    /// <exception cref="BadInputException">There is none; the message names it.</exception>
    public static string ReadText(Terminal terminal, string file)
    {
        try
        {
            return File.ReadAllText(terminal.PathOf(file));
        }
        catch (Exception missing) when (missing is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new BadInputException(missing is FileNotFoundException or DirectoryNotFoundException
                ? $"there is no file {file}"
                : $"{file} cannot be read: {missing.Message}");
        }
    }

    /// <summary>The text of a file; null when there is none that can be read.</summary>
    /// <param name="folder">Where a relative path begins.</param>
    public static string? TextOrNull(string path, string folder)
    {
        try
        {
            string file = Path.GetFullPath(path, folder);
            return File.Exists(file) ? File.ReadAllText(file) : null;
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return null;
        }
    }
}
