using System.Text.RegularExpressions;
using PodNet.Model.Collections;

namespace PodNet.Kubectl.Check;

/// <summary>Compares what kubectl prints here with what a real one printed.</summary>
public static class KubectlCheck
{
    /// <summary>Checks one file.</summary>
    /// <param name="name">The file, as failures name it.</param>
    /// <param name="text">Its text: recorded sessions, or cases of printers.</param>
    /// <param name="readFile">The text of a file that a command names with -f, or null when there is none.</param>
    /// <param name="sessions">Only these sessions are judged; none: all. Those before them run all the same.</param>
    /// <param name="only">Only commands, ids or functions that match are judged; null: all.</param>
    /// <exception cref="CheckFileException">The file cannot be read, or has no session of that name.</exception>
    public static CheckReport Run(string name, string text, Func<string, string?> readFile, ValueList<string> sessions = default, Regex? only = null)
    {
        (SessionsFile? file, ValueList<PrinterCase> cases) = CheckFile.Read(name, text);
        if (file is null)
        {
            if (sessions.Count > 0) throw new CheckFileException($"{name}: there are no sessions in it");
            return cases.Where(c => only is null || only.IsMatch(c.Id)
                || only.IsMatch(c.Function)).Select(PrinterCheck.Run).Aggregate(CheckReport.Empty, CheckReport.Add);
        }

        string? unknown = sessions.FirstOrDefault(s => file.Sessions.All(f => f.Name != s));
        if (unknown is not null)
            throw new CheckFileException($"{name}: there is no session {GoText.Quote(unknown)}; there are "
                + $"{string.Join(", ", file.Sessions.Select(s => s.Name))}");
        return new SessionCheck(name, file, readFile, sessions, only).Run();
    }
}
