using PodNet.Kubectl.JsonPaths;

namespace PodNet.Kubectl.Output;

/// <summary>A form that <c>-o</c> names in which whole objects are printed.</summary>
internal abstract class ObjectFormat
{
    private const string Templates =
        "go-template,go-template-file,json,jsonpath,jsonpath-as-json,jsonpath-file,name,template,templatefile,yaml";

    private const string GetFormats =
        "custom-columns,custom-columns-file,go-template,go-template-file,json,jsonpath,jsonpath-as-json,jsonpath-file,name,template,templatefile,wide,yaml";

    /// <summary>An object, or a List of objects, as text.</summary>
    public abstract string Print(ApiMap content);

    /// <summary>The format of a value of -o; null for none.</summary>
    /// <param name="run">The command; its --template may hold the template.</param>
    /// <param name="isGet">Whether it may be a table: custom-columns.</param>
    /// <exception cref="KubectlException">There is no such format.</exception>
    public static ObjectFormat? Of(Invocation run, bool isGet = false)
    {
        string written = run.Flags.Text("output") ?? "";
        if (written.Length == 0) return null;
        int equals = written.IndexOf('=', StringComparison.Ordinal);
        string name = equals < 0 ? written : written[..equals];
        string? template = equals < 0 ? run.Flags.Text("template") : written[(equals + 1)..];
        switch (name)
        {
            case "yaml" when equals < 0:
                return new WholeFormat(YamlWriter.Write);
            case "json" when equals < 0:
                return new WholeFormat(JsonWriter.Indented);
            case "name" when equals < 0:
                return new NameFormat();
            case "jsonpath" or "jsonpath-as-json" or "jsonpath-file":
                if (string.IsNullOrEmpty(template)) throw new KubectlException("template format specified but no template given");
                return new JsonPathFormat(name == "jsonpath-file" ? FileText(run, template) : template, name == "jsonpath-as-json");
            case "custom-columns" or "custom-columns-file" when isGet:
                if (string.IsNullOrEmpty(template)) throw new KubectlException("custom-columns format specified but no custom columns given");
                string spec = name == "custom-columns" ? template : CustomColumns.SpecOfFile(FileText(run, template));
                return new CustomColumns(spec, run.Flags.Is("no-headers"));
            case "go-template" or "go-template-file" or "template" or "templatefile":
                throw new KubectlException("Go templates are not served here: use -o jsonpath=..., -o custom-columns=... or -o yaml");
            default:
                string allowed = isGet ? GetFormats : Templates;
                throw new KubectlException($"unable to match a printer suitable for the output format {GoText.Quote(written)}, allowed formats are: {allowed}");
        }
    }

    private static string FileText(Invocation run, string path) => run.Context.ReadFile(path)
        ?? throw new KubectlException($"error reading template {path}, open {path}: no such file or directory\n");

    private sealed class WholeFormat(Func<ApiValue, string> write) : ObjectFormat
    {
        public override string Print(ApiMap content) => write(content);
    }

    private sealed class NameFormat : ObjectFormat
    {
        public override string Print(ApiMap content) => content.Text("kind") == "List"
            ? string.Concat(content.Maps("items").Select(Print))
            : ObjectOutput.NameOf(content) + "\n";
    }

    private sealed class JsonPathFormat : ObjectFormat
    {
        private readonly string _template;
        private readonly bool _asJson;
        private readonly JsonPath _path;

        public JsonPathFormat(string template, bool asJson)
        {
            (_template, _asJson) = (template, asJson);
            try
            {
                _path = JsonPath.Parse(template);
            }
            catch (JsonPathException wrong)
            {
                throw new KubectlException($"error parsing jsonpath {template}, {wrong.Message}\n");
            }
        }

        public override string Print(ApiMap content)
        {
            try
            {
                return _asJson ? JsonWriter.Indented(ApiList.Of(_path.Find(content))) : _path.Print(content);
            }
            catch (JsonPathException wrong)
            {
                throw new KubectlException($"error executing jsonpath {GoText.Quote(_template)}: Error executing template: {wrong.Message}. "
                    + $"Printing more information for debugging the template:\n\ttemplate was:\n\t\t{_template}\n"
                    + $"\tobject given to jsonpath engine was:\n\t\t{GoValues.Syntax(content)}\n\n");
            }
        }
    }
}
