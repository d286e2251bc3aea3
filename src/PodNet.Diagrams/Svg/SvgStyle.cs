using System.Globalization;
using System.Text;
using PodNet.Diagrams.Scenes;

namespace PodNet.Diagrams.Svg;

/// <summary>The style sheet of a picture, and the class each shape has in it.</summary>
internal static class SvgStyle
{
    private const string SansFonts = "system-ui,-apple-system,'Segoe UI',Roboto,'Noto Sans',sans-serif";
    private const string MonoFonts = "ui-monospace,SFMono-Regular,Menlo,Consolas,'DejaVu Sans Mono',monospace";

    public static string ClassOf(Role role) => role switch
    {
        Role.Card => "card",
        Role.Node or Role.Layer => "node",
        Role.Pod => "pod",
        Role.Device or Role.Router => "dev",
        Role.Bridge => "br",
        Role.RouteTable => "rt",
        Role.Tunnel => "tun",
        Role.Program => "bpf",
        Role.NodeNetwork => "net",
        Role.Tile => "tile",
        Role.Wire => "wire",
        Role.PacketWay => "way",
        Role.ReplyWay => "rep",
        Role.ErrorWay => "err",
        Role.LostWay => "lost",
        Role.Encapsulation => "out",
        Role.Runner => "run",
        Role.Hop => "hop",
        Role.ReplyHop => "rhop",
        Role.Good => "good",
        Role.Bad => "bad",
        Role.Warning => "warn",
        Role.Rule => "rule",
        Role.Changed => "chg",
        Role.Command => "cmd",
        Role.Roof => "roof",
        Role.Plate => "plate",
        Role.Resident => "man",
        Role.Porter => "por",
        Role.Phone => "ph",
        Role.Signpost => "post",
        Role.InnerPart => "ip",
        Role.OuterPart => "op",
        Role.RoomPart => "room",
        Role.ExcessPart => "xp",
        Role.LinkPart => "lp",
        Role.TtlPart => "tp",
        Role.NatPart => "np",
        Role.FragmentPart => "fp",
        Role.Label => "",
        _ => throw new ArgumentOutOfRangeException(nameof(role), role, "no look for this role"),
    };

    public static string ClassOf(Emphasis emphasis) => emphasis switch
    {
        Emphasis.OnWay or Emphasis.Redirected => " on",
        Emphasis.OnReply => " onr",
        Emphasis.Dropped => " drop",
        Emphasis.Refused => " refu",
        _ => "",
    };

    public static string ClassOf(TextStyle style) => style switch
    {
        TextStyle.Heading => "h",
        TextStyle.Name => "n",
        TextStyle.Word => "w",
        TextStyle.Strong => "s",
        TextStyle.Mono => "m",
        TextStyle.MonoMuted => "q",
        TextStyle.MonoBold => "b",
        _ => throw new ArgumentOutOfRangeException(nameof(style), style, "no font for this style"),
    };

    /// <summary>Rules for the picture with this id only: two pictures in one page do not disturb each other.</summary>
    public static string Sheet(string id, Palette p)
    {
        StringBuilder css = new();
        foreach (TextStyle style in Enum.GetValues<TextStyle>())
        {
            string ink = style is TextStyle.Word or TextStyle.MonoMuted ? p.Muted : p.Ink;
            string font = TextMetrics.IsMono(style) ? MonoFonts : SansFonts;
            Rule(css, id, ClassOf(style), string.Create(CultureInfo.InvariantCulture,
                $"font:{(TextMetrics.IsBold(style) ? 650 : 400)} {TextMetrics.Size(style)}px {font};fill:{ink}"));
        }

        Shapes(css, id, p);
        Lines(css, id, p);
        Signs(css, id, p);
        return css.ToString();
    }

    /// <summary>Rules for the pieces of bars, which only charts have.</summary>
    public static string Bars(string id, Palette p)
    {
        StringBuilder css = new();
        foreach (Role part in Palette.Parts) Rule(css, id, ClassOf(part), $"fill:{p.PartOf(part).Fill};stroke:{p.PartOf(part).Stroke}");
        css.Append(CultureInfo.InvariantCulture, $"#{id} .room,#{id} .fp{{stroke-dasharray:5 4}}");
        return css.ToString();
    }

    /// <summary>Rules for the marks of programs, which most pictures have none of.</summary>
    public static string Programs(string id, Palette p)
    {
        StringBuilder css = new();
        Rule(css, id, "bpf", $"fill:{p.Device.Stroke};stroke:{p.Card.Fill}");
        Rule(css, id, "bpf.on", $"fill:{p.Disc.Request};stroke:{p.Card.Fill};stroke-width:1");
        Rule(css, id, "tx", $"fill:{p.OnDisc}");
        return css.ToString();
    }

    private static void Shapes(StringBuilder css, string id, Palette p)
    {
        (string Class, Paint Paint)[] paints =
        [
            ("card", p.Card), ("node", p.Node), ("pod", p.Pod), ("dev", p.Device), ("br", p.Bridge), ("rt", p.RouteTable),
                ("tun", p.Tunnel),
            ("net", p.NodeNetwork), ("tile", p.Node), ("good", p.Good), ("bad", p.Bad), ("warn", p.Warning), ("cmd", p.Command),
        ];
        foreach ((string name, Paint paint) in paints) Rule(css, id, name, $"fill:{paint.Fill};stroke:{paint.Stroke}");
        css.Append(CultureInfo.InvariantCulture, $"#{id} .rt,#{id} .tile{{stroke-dasharray:5 4}}");
        Rule(css, id, "chg", $"fill:{p.Changed}");
        Complex(css, id, p);
        css.Append(CultureInfo.InvariantCulture,
            $"#{id} .on{{stroke:{p.Way};stroke-width:2}}#{id} .onr{{stroke:{p.Reply};stroke-width:2}}");
        css.Append(CultureInfo.InvariantCulture,
            $"#{id} .drop{{stroke:{p.Bad.Stroke};stroke-width:2.5}}#{id} .refu{{stroke:{p.Warning.Stroke};stroke-width:2.5}}");
    }

    private static void Complex(StringBuilder css, string id, Palette p)
    {
        (string Class, Paint Paint)[] paints =
            [("roof", p.Roof), ("plate", p.Plate), ("man", p.Resident), ("por", p.Porter), ("post", p.Signpost), ("leaf", p.Door.Leaf)];
        foreach ((string name, Paint paint) in paints)
            Rule(css, id, name, $"fill:{paint.Fill};stroke:{paint.Stroke};stroke-linejoin:round");
        Rule(css, id, "door", $"fill:{p.Door.Inside};stroke:{p.Door.Leaf.Stroke}");
        Rule(css, id, "knob", $"fill:{p.Door.Leaf.Stroke}");
        Rule(css, id, "ph", $"fill:{p.Outer}");
    }

    private static void Lines(StringBuilder css, string id, Palette p)
    {
        const string Line = "fill:none;stroke-linejoin:round;stroke-linecap:round;stroke-width:";
        Rule(css, id, "wire", $"fill:none;stroke:{p.Wire};stroke-width:2");
        Rule(css, id, "way", $"{Line}4;stroke:{p.Way}");
        Rule(css, id, "rep", $"{Line}4;stroke:{p.Reply}");
        Rule(css, id, "err", $"{Line}3;stroke:{p.Warning.Stroke};stroke-dasharray:7 5");
        Rule(css, id, "lost", $"{Line}4;stroke:{p.Lost};stroke-dasharray:.1 8");
        Rule(css, id, "out", $"fill:none;stroke-linejoin:round;stroke-width:10;stroke:{p.Outer}");
        Rule(css, id, "gap", $"fill:none;stroke-linejoin:round;stroke-width:7;stroke:{p.Card.Fill}");
        Rule(css, id, "void", $"fill:none;stroke-width:6;stroke:{p.Node.Fill}");
        Rule(css, id, "rule", $"fill:none;stroke:{p.Rule}");
    }

    private static void Signs(StringBuilder css, string id, Palette p)
    {
        Rule(css, id, "hop", $"fill:{p.Disc.Request};stroke:{p.Card.Fill};stroke-width:1.5");
        Rule(css, id, "rhop", $"fill:{p.Disc.Reply};stroke:{p.Card.Fill};stroke-width:1.5");
        Rule(css, id, "d", $"font:700 12px {SansFonts};fill:{p.OnDisc};text-anchor:middle");
        Rule(css, id, "tg", $"fill:{p.Verdict.Good}");
        Rule(css, id, "tb", $"fill:{p.Verdict.Bad}");
        Rule(css, id, "tw", $"fill:{p.Verdict.Warning}");
        Rule(css, id, "sign", $"fill:none;stroke:{p.Card.Fill};stroke-width:2;stroke-linecap:round;stroke-linejoin:round");
        Rule(css, id, "sg", $"fill:{p.Good.Stroke}");
        Rule(css, id, "sb", $"fill:{p.Bad.Stroke}");
        Rule(css, id, "sw", $"fill:{p.Warning.Stroke}");
        Rule(css, id, "run", $"display:none;fill:{p.Way};stroke:{p.Card.Fill};stroke-width:2");
        css.Append(CultureInfo.InvariantCulture, $"@media (prefers-reduced-motion:no-preference){{#{id} .run{{display:inline}}}}");
        css.Append(CultureInfo.InvariantCulture, $"@media print{{#{id} .run{{display:none}}}}");
    }

    private static void Rule(StringBuilder css, string id, string name, string body) =>
        css.Append('#').Append(id).Append(" .").Append(name).Append('{').Append(body).Append('}');
}
