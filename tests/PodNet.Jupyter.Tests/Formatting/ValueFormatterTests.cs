using System.Collections;
using PodNet.Jupyter.Formatting;
using PodNet.Magics;
using PodNet.Magics.Scripting;
using PodNet.Model.Addressing;
using PodNet.Model.Collections;

namespace PodNet.Jupyter.Tests.Formatting;

/// <summary>What values look like.</summary>
public class ValueFormatterTests
{
    private static readonly Row[] Rows = [new("a", 1, [80, 443]), new("<b>&\"", -2, [])];

    public static TheoryData<string, object?> Texts => new()
    {
        { "null", null },
        { "a\n<b>", "a\n<b>" },
        { "1.5", 1.5 },
        { "1234567.25", 1234567.25m },
        { "True", true },
        { "Monday", DayOfWeek.Monday },
        { "x", 'x' },
        { "2026-01-02 03:04:05.5", new DateTime(2026, 1, 2, 3, 4, 5, 500, DateTimeKind.Utc) },
        { "2026-01-02", new DateOnly(2026, 1, 2) },
        { "00:01:30", TimeSpan.FromSeconds(90) },
        { "10.244.0.5", IpAddress.Parse("10.244.0.5") },
        { "10.244.0.0/16", IpPrefix.Parse("10.244.0.0/16") },
        { "0a:58:0a:f4:01:02", MacAddress.Parse("0a:58:0a:f4:01:02") },
        { "10.0.0.1", System.Net.IPAddress.Parse("10.0.0.1") },
        { "fe80::1", System.Net.IPAddress.Parse("fe80::1") },
        { "10.0.0.0/8", System.Net.IPNetwork.Parse("10.0.0.0/8") },
        { "(1, \"a\", null)", (1, "a", (object?)null) },
        { "[1, 2, 3]", new[] { 1, 2, 3 } },
        { "[\"a\", \"b\"]", new List<string> { "a", "b" } },
        { "[1, null]", new int?[] { 1, null } },
        { "(empty)", Array.Empty<int>() },
        { "List<Dictionary<String, Int32>>", typeof(List<Dictionary<string, int>>) },
        { "InvalidOperationException: a\nbecause of ArgumentException: b", new InvalidOperationException("a", new ArgumentException("b")) },
        { "Task (RanToCompletion); write await before it to get its result", Task.CompletedTask },
        { "{\"a\":1}", System.Text.Json.JsonDocument.Parse("{\"a\":1}").RootElement },
    };

    public static TheoryData<string, object> Tables => new()
    {
        { "records", Rows },
        { "anonymous", Rows.Select(r => new { r.Name, Twice = r.Number * 2 }) },
        { "pairs", new Dictionary<string, object?> { ["a"] = 1, ["<script>"] = null } },
        { "hashtable", new Hashtable { ["only"] = Rows[0] } },
        { "groups", new[] { 1, 2, 3, 4 }.GroupBy(i => i % 2) },
        { "mixed", new object?[] { Rows[0], null, 5, new { Other = "x" } } },
        { "long", Enumerable.Range(0, 250).Select(i => new { i, Square = i * i }).ToList() },
        { "object", new Awkward() },
        { "tuples", new[] { (1, "a"), (2, "b") } },
        { "nested", new { Lists = new[] { new[] { 1, 2 }, [3] }, Row = Rows[0], Text = new string('x', 200), Lines = "a\nb" } },
        { "strings", Enumerable.Range(0, 120).Select(i => $"line {i}").ToList() },
    };

    [Theory]
    [MemberData(nameof(Texts))]
    public void One_thing_is_text(string expected, object? value)
    {
        OutputBundle output = Format(value);
        Assert.Equal(expected, output[OutputBundle.Plain]);
        Assert.Null(output[OutputBundle.Html]);
    }

    [Theory]
    [MemberData(nameof(Tables))]
    public void Things_with_parts_are_tables(string name, object value)
    {
        OutputBundle output = Format(value);
        Golden.Check($"{name}.golden", string.Join("\n\n", output.Forms.Select(f => f.Content)) + "\n");
        Assert.Equal(output, Format(value));
    }

    [Fact]
    public void A_value_of_ours_shows_itself()
    {
        OutputBundle output = OutputBundle.Of("<b>x</b>", "x");
        Assert.Same(output, Format(new Shown(output)));
        Assert.Same(output, Format(output));
    }

    [Fact]
    public void An_endless_sequence_is_shown_as_far_as_the_first_rows()
    {
        int taken = 0;
        IEnumerable<object> Endless()
        {
            while (true) yield return new { Number = ++taken };
        }

        string? text = Format(Endless())[OutputBundle.Plain];
        Assert.EndsWith("\n100\n... and more", text, StringComparison.Ordinal);
        Assert.Equal(101, taken);
    }

    [Fact]
    public void A_sequence_that_throws_is_said_to()
    {
        static IEnumerable<int> Broken()
        {
            yield return 1;
            throw new InvalidOperationException("<oops>");
        }

        Assert.EndsWith("which could not be shown: InvalidOperationException: <oops>", Format(Broken())[OutputBundle.Plain], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("<script>alert(1)</script>")]
    [InlineData("\" onload=\"x")]
    [InlineData("</td></tr></table>")]
    [InlineData("\u202Eevil\u0000\u001b[31m")]
    public void Hostile_text_stays_text(string hostile)
    {
        string html = Format(new[] { new Row(hostile, 1, []) })[OutputBundle.Html]!;
        Assert.DoesNotContain(hostile, html, StringComparison.Ordinal);
        Assert.DoesNotContain("<script", html, StringComparison.Ordinal);
        Assert.DoesNotContain('\u202E', html);
        Assert.Equal(2, System.Text.RegularExpressions.Regex.Count(html, "<tr>"));
    }

    private sealed record Row(string Name, int Number, ValueList<ushort> Ports);

    private sealed record Shown(OutputBundle Output) : IShowable
    {
        public OutputBundle Show() => Output;
    }

    private sealed class Awkward
    {
        public string Fine => "fine";

        public string Throws => throw new InvalidOperationException("not <now>");

        public Awkward Itself => this;

        public object? Nothing => null;

        public string this[int index] => throw new InvalidOperationException();

        public string Hidden
        {
            set => _ = value;
        }
    }

    private static OutputBundle Format(object? value) => ValueFormatter.Format(value, new Session(MagicRegistry.Default));
}
