using PodNet.Jupyter.Languages;
using PodNet.Magics;

namespace PodNet.Jupyter.Tests;

/// <summary>A language of one command a line: enough to see what the kernel makes of a language's answers.</summary>
internal sealed class FakeLanguage : ICodeLanguage
{
    /// <summary>Set as long as a cell may wait in "hold".</summary>
    public ManualResetEventSlim Holds { get; } = new();

    public ManualResetEventSlim WarmedUp { get; } = new();

    public CodeOutcome Run(string code, ICellOutput output, CancellationToken interrupt)
    {
        CodeOutcome outcome = new();
        foreach (string line in code.Split('\n').Where(l => l.Length > 0))
        {
            string[] words = line.Split(' ', 2);
            string rest = words.Length > 1 ? words[1] : "";
            switch (words[0])
            {
                case "//": break;
                case "print": output.Print(rest); break;
                case "warn": output.Print(rest, toStandardError: true); break;
                case "show": output.Display(OutputBundle.OfText(rest), "id1"); break;
                case "update": output.Update(OutputBundle.OfText(rest), "id1"); break;
                case "json": output.Display(new([new("application/json", rest)])); break;
                case "flood": for (int i = 0; i < 3000; i++) output.Print(new('x', 1000)); break;
                case "gallery": for (int i = 0; i < 3000; i++) output.Display(OutputBundle.OfText("p")); break;
                case "value": outcome = new(OutputBundle.OfText(rest)); break;
                case "fail": return new(Error: new("Exception", rest));
                case "compile": return new(Error: new("CS1002", "; expected"));
                case "throw": throw new InvalidOperationException(rest);
                case "code": output.Print(code.Replace("\n", "|")); break;
                case "hold": Holds.Wait(interrupt); break;
                case "stuck": Holds.Wait(CancellationToken.None); break;
                case "wait":
                    interrupt.WaitHandle.WaitOne();
                    return new(Error: new("Interrupted", "interrupted"));
                default: return new(Error: new("CS0103", $"no '{words[0]}'"));
            }
        }

        return outcome;
    }

    public CodeCompletions Complete(string code, int cursor) => new([new("at" + cursor, "method")], cursor - 1, cursor);

    public OutputBundle? Inspect(string code, int cursor) => code.Trim().Length == 0 ? null : new OutputBundle([new("text/plain", "code")]);

    public Completeness CompletenessOf(string code) =>
        code.EndsWith('{') ? Completeness.Incomplete : code.EndsWith('?') ? Completeness.Invalid : Completeness.Complete;

    public void WarmUp() => WarmedUp.Set();
}
