using Microsoft.DotNet.Interactive.Formatting;
using PodNet.Jupyter.Formatting;
using PodNet.Jupyter.Tests.CSharp;
using PodNet.Magics;

namespace PodNet.Jupyter.Tests.Formatting;

/// <summary>Formatters written for .NET Interactive are heeded.</summary>
public class InteractiveFormatterTests
{
    [Fact]
    public void A_formatter_registered_in_a_cell_is_used_from_then_on()
    {
        CSharpNotebook notebook = new();
        notebook.Value("using Microsoft.DotNet.Interactive.Formatting;\nrecord Registered(int A);\nrecord Base(int B); record Derived(int B) : Base(B);");
        Assert.Contains("<table>", notebook.Run("new Registered(1)").Value![OutputBundle.Html], StringComparison.Ordinal);
        notebook.Value("Formatter.Register<Registered>(r => $\"<b>{r.A}</b>\", \"text/html\");\nFormatter.Register<Base>(r => $\"[{r.B}]\", \"text/plain\");");
        OutputBundle output = notebook.Run("new Registered(1)").Value!;
        Assert.Equal("<b>1</b>", output[OutputBundle.Html]);
        Assert.Equal("Registered { A = 1 }", output[OutputBundle.Plain]);
        Assert.Equal("[2]", notebook.Value("new Derived(2)"));
        Assert.Equal("[1, 2]", notebook.Value("new[] { 1, 2 }"));
    }

    [Fact]
    public void A_source_named_by_the_type_is_used()
    {
        OutputBundle output = Format(new Named());
        Assert.Equal("<i>named</i>", output[OutputBundle.Html]);
        Assert.NotNull(output[OutputBundle.Plain]);
    }

    [Fact]
    public void A_source_that_knows_only_the_conventions_is_used() =>
        Assert.Equal("<i>by convention</i>", Format(new Conventional())[OutputBundle.Html]);

    [TypeFormatterSource(typeof(Source), PreferredMimeTypes = ["text/html"])]
    public sealed class Named;

    public sealed class Source : ITypeFormatterSource
    {
        public IEnumerable<ITypeFormatter> CreateTypeFormatters() => [new HtmlFormatter<Named>(_ => "<i>named</i>")];
    }

    [Conventions.TypeFormatterSource(typeof(ConventionalSource), PreferredMimeTypes = ["text/html"])]
    public sealed class Conventional;

    public sealed class ConventionalSource
    {
        public IEnumerable<object> CreateTypeFormatters() => [new ConventionalFormatter()];
    }

    public sealed class ConventionalFormatter
    {
        public string MimeType => "text/html";

        public bool Format(object instance, TextWriter writer)
        {
            writer.Write("<i>by convention</i>");
            return true;
        }
    }

    private static OutputBundle Format(object? value) => ValueFormatter.Format(value, new Session(MagicRegistry.Default));
}
