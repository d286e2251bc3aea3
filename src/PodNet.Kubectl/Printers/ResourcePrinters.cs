using PodNet.Model.Collections;

namespace PodNet.Kubectl.Printers;

/// <summary>All printers.</summary>
public static class ResourcePrinters
{
    private static readonly Dictionary<string, ResourcePrinter> ByKind = typeof(ResourcePrinters).Assembly.GetTypes()
        .Where(t => !t.IsAbstract && t.IsSubclassOf(typeof(ResourcePrinter)) && t != typeof(NameAndAgePrinter))
        .Select(t => (ResourcePrinter)Activator.CreateInstance(t)!)
        .ToDictionary(p => p.Kind);

    /// <summary>The printer of a kind; kinds without one of their own are shown with name and age.</summary>
    public static ResourcePrinter Of(string kind) => Find(kind) ?? new NameAndAgePrinter();

    /// <summary>The printer that was written for a kind, or null.</summary>
    public static ResourcePrinter? Find(string kind) => ByKind.GetValueOrDefault(kind);

    private sealed class NameAndAgePrinter : ResourcePrinter
    {
        public override string Kind => "";

        public override ValueList<Column> Columns { get; } = ["NAME", Column.Age];

        public override IEnumerable<string> Cells(ApiMap content, RowRequest asked) => [Age(content, asked)];
    }
}
