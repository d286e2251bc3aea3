using PodNet.Kubernetes.Objects;

namespace PodNet.Kubernetes.Tests.Objects;

/// <summary>What Go's %q makes of texts.</summary>
public class GoTextTests
{
    [Theory]
    [InlineData("it's", "\"it's\"")]
    [InlineData("a\"b\\c", "\"a\\\"b\\\\c\"")]
    [InlineData("\a\b\f\n\r\t\v", "\"\\a\\b\\f\\n\\r\\t\\v\"")]
    [InlineData("\0\u001b\u007f", "\"\\x00\\x1b\\x7f\"")]
    [InlineData("\u009b\u00a0\u202e\u2028\ue000", "\"\\u009b\\u00a0\\u202e\\u2028\\ue000\"")]
    [InlineData("é🐳", "\"é🐳\"")]
    [InlineData("\U000e0001", "\"\\U000e0001\"")]
    public void What_does_not_show_is_escaped(string text, string quoted) => Assert.Equal(quoted, GoText.Quote(text));

    [Fact]
    public void A_rune_has_quotes_of_its_own()
    {
        Assert.Equal("'\\''", GoText.QuoteRune("'x"));
        Assert.Equal("'\"'", GoText.QuoteRune("\"x"));
        Assert.Equal("'🐳'", GoText.QuoteRune("🐳x"));
    }
}
