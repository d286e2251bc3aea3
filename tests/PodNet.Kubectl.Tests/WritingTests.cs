using PodNet.Kubectl.Output;
using PodNet.Kubectl.Text;
using PodNet.Kubernetes.Objects;
using PodNet.Kubernetes.Yaml;

namespace PodNet.Kubectl.Tests;

/// <summary>Texts in the form that kubectl's libraries give them.</summary>
public class WritingTests
{
    [Theory]
    [InlineData("web", "web")]
    [InlineData("", "\"\"")]
    [InlineData("true", "\"true\"")]
    [InlineData("y", "\"y\"")]
    [InlineData("80", "\"80\"")]
    [InlineData("1e3", "\"1e3\"")]
    [InlineData("1:30", "\"1:30\"")]
    [InlineData("10.96.0.1", "10.96.0.1")]
    [InlineData("2026-01-01T00:00:00Z", "\"2026-01-01T00:00:00Z\"")]
    [InlineData("null", "\"null\"")]
    [InlineData("a: b", "'a: b'")]
    [InlineData("it's: so", "'it''s: so'")]
    [InlineData("*", "'*'")]
    [InlineData("- x", "'- x'")]
    [InlineData("-x", "-x")]
    [InlineData("a #b", "'a #b'")]
    [InlineData(" x", "' x'")]
    [InlineData("a\tb", "\"a\\tb\"")]
    [InlineData("nginx:1.25", "nginx:1.25")]
    [InlineData("one\ntwo\n", "|\n  one\n  two")]
    [InlineData("one\ntwo", "|-\n  one\n  two")]
    public void Scalars_have_quotes_where_yaml_needs_them(string text, string written) =>
        Assert.Equal($"a: {written}\n", YamlWriter.Write(ApiMap.Of(("a", text))));

    [Fact]
    public void Lists_are_not_indented_and_long_texts_are_folded()
    {
        string sentence = string.Join(' ', Enumerable.Repeat("word", 25));
        ApiMap map = ApiMap.Of(
            ("list", ApiList.Of([ApiMap.Of(("b", 1), ("a", "x")), ApiList.Of(["z"]), ApiMap.Empty])), ("none", ApiList.Empty), ("text", sentence));
        Assert.Equal(
            "list:\n- a: x\n  b: 1\n- - z\n- {}\nnone: []\ntext: word word word word word word word word word word word word word word word word\n"
            + "  word word word word word word word word word\n", YamlWriter.Write(map));
    }

    [Fact]
    public void What_is_written_is_read_back()
    {
        CsCheck.Check.Sample(Trees.Map, map => Assert.Equal(map, ManifestYaml.Read(YamlWriter.Write(map))[0]), iter: 3000);
    }

    [Fact]
    public void Json_escapes_what_html_would_obey() =>
        Assert.Equal("{\n    \"a\": \"\\u003cb\\u003e\",\n    \"c\": [],\n    \"d\": {}\n}\n",
            JsonWriter.Indented(ApiMap.Of(("a", "<b>"), ("c", ApiList.Empty), ("d", ApiMap.Empty))));

    [Theory]
    [InlineData(-5, "<invalid>")]
    [InlineData(0, "0s")]
    [InlineData(119, "119s")]
    [InlineData(120, "2m")]
    [InlineData(599, "9m59s")]
    [InlineData(600, "10m")]
    [InlineData(10_800, "3h")]
    [InlineData(11_000, "3h3m")]
    [InlineData(28_800, "8h")]
    [InlineData(172_800, "2d")]
    [InlineData(176_400, "2d1h")]
    [InlineData(691_200, "8d")]
    [InlineData(63_072_000, "2y")]
    [InlineData(63_158_400, "2y1d")]
    [InlineData(252_288_000, "8y")]
    public void Ages_get_coarser_as_they_grow(long seconds, string age) => Assert.Equal(age, HumanDuration.Of(TimeSpan.FromSeconds(seconds)));

    [Fact]
    public void Columns_are_as_wide_as_the_cells_next_to_each_other()
    {
        Assert.Equal("NAME   AGE\na      1s\n", TabWriter.Table("NAME\tAGE\na\t1s\n"));
        Assert.Equal("a:  1\nlong:\n  bcd:  2\n", TabWriter.Description("a:\t1\nlong:\n  bcd:\t2\n"));
    }
}
