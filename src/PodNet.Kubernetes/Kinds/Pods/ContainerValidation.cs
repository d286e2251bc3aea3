using PodNet.Kubernetes.Api;
using PodNet.Kubernetes.Objects;
using PodNet.Kubernetes.Validation;

namespace PodNet.Kubernetes.Kinds.Pods;

/// <summary>The rules for containers (kubernetes, pkg/apis/core/validation, validateContainers).</summary>
internal static class ContainerValidation
{
    private static readonly string[] Protocols = ["SCTP", "TCP", "UDP"];

    /// <summary>The containers and init containers of a pod's spec.</summary>
    /// <param name="volumes">Names that mounts may use.</param>
    public static void Validate(ApiMap spec, string path, HashSet<string> volumes, FieldErrorList errors)
    {
        HashSet<string> names = [];
        if (spec.List("containers").Count == 0) errors.Required(path + ".containers");
        foreach ((ApiMap container, string at) in Indexed.Maps(spec, "containers", path)) Container(container, at, names, volumes, errors);
        HostPorts(spec, path, errors);
        foreach ((ApiMap container, string at) in Indexed.Maps(spec, "initContainers", path))
        {
            Container(container, at, names, volumes, errors);
            foreach (string probe in (string[])["livenessProbe", "readinessProbe", "startupProbe"])
            {
                if (container.Has(probe) && container.Text("restartPolicy") != "Always")
                    errors.Forbidden($"{at}.{probe}", "may not be set for init containers without restartPolicy=Always");
            }
        }
    }

    private static void Container(ApiMap container, string at, HashSet<string> names, HashSet<string> volumes, FieldErrorList errors)
    {
        string name = container.Text("name") ?? "", image = container.Text("image") ?? "";
        if (name.Length == 0) errors.Required(at + ".name");
        else if (Names.LabelProblem(name) is { } problem) errors.Invalid(at + ".name", name, problem);
        else if (!names.Add(name)) errors.Duplicate(at + ".name", name);
        if (image.Length == 0) errors.Required(at + ".image");
        else if (image.Trim() != image) errors.Invalid(at + ".image", image, "must not have leading or trailing whitespace");
        Ports(container, at, errors);
        Environment(container, at, errors);
        Mounts(container, at, volumes, errors);
        PodValidation.Choice(container, "terminationMessagePolicy", at, errors, "File", "FallbackToLogsOnError");
        foreach (string probe in (string[])["livenessProbe", "readinessProbe", "startupProbe"])
        {
            if (container[probe] is ApiMap asked) Probe(asked, $"{at}.{probe}", probe, errors);
        }

        PodValidation.Choice(container, "imagePullPolicy", at, errors, "Always", "IfNotPresent", "Never");
        Resources(container.Map("resources"), at + ".resources", errors);
    }

    private static void Ports(ApiMap container, string at, FieldErrorList errors)
    {
        HashSet<string> names = [];
        foreach ((ApiMap port, string path) in Indexed.Maps(container, "ports", at))
        {
            if (port.Text("name") is { } name)
            {
                string[] problems = [.. LabelNames.PortProblems(name)];
                foreach (string problem in problems) errors.Invalid(path + ".name", name, problem);
                if (problems.Length == 0 && !names.Add(name)) errors.Duplicate(path + ".name", name);
            }

            if (port.Number("containerPort") is not { } number || number == 0) errors.Required(path + ".containerPort");
            else PortNumber(number, path + ".containerPort", errors);
            if (port.Number("hostPort") is { } host && host != 0) PortNumber(host, path + ".hostPort", errors);
            if (port.Text("protocol") is not { } protocol) errors.Required(path + ".protocol");
            else if (!Protocols.Contains(protocol)) errors.NotSupported(path + ".protocol", protocol, Protocols);
        }
    }

    /// <summary>A port's number.</summary>
    public static void PortNumber(long number, string path, FieldErrorList errors)
    {
        if (number is < 1 or > 65535) errors.Invalid(path, number, "must be between 1 and 65535, inclusive");
    }

    private static void HostPorts(ApiMap spec, string path, FieldErrorList errors)
    {
        HashSet<string> taken = [];
        foreach ((ApiMap container, string at) in Indexed.Maps(spec, "containers", path))
        {
            foreach ((ApiMap port, string portPath) in Indexed.Maps(container, "ports", at))
            {
                if (port.Number("hostPort") is not { } host || host == 0) continue;
                string key = $"{port.Text("protocol")}/{port.Text("hostIP")}/{host}";
                if (!taken.Add(key)) errors.Duplicate(portPath + ".hostPort", key);
            }
        }
    }

    private static void Environment(ApiMap container, string at, FieldErrorList errors)
    {
        foreach ((ApiMap variable, string path) in Indexed.Maps(container, "env", at))
        {
            string name = variable.Text("name") ?? "";
            if (name.Length == 0) errors.Required(path + ".name");
            else if (EnvironmentNameProblem(name) is { } problem) errors.Invalid(path + ".name", name, problem);
            if (variable["valueFrom"] is not ApiMap source) continue;
            if (source.Count == 0) errors.InvalidRaw(path + ".valueFrom", "\"\"",
                "must specify one of: `fieldRef`, `resourceFieldRef`, `configMapKeyRef` or `secretKeyRef`");
            else if (variable.Text("value") is { Length: > 0 }) errors.InvalidRaw(path + ".valueFrom", "\"\"",
                "may not be specified when `value` is not empty");
            else if (source.Count > 1) errors.InvalidRaw(path + ".valueFrom", "\"\"", "may not have more than one field specified at a time");
        }
    }

    private static string? EnvironmentNameProblem(string name)
    {
        bool valid = !char.IsAsciiDigit(name[0]);
        foreach (char c in name) valid &= char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.';
        return valid && name is not ("." or "..") ? null
            : "a valid environment variable name must consist of alphabetic characters, digits, '_', '-', or '.', and must not start with a digit "
                + "(e.g. 'my.env-name',  or 'MY_ENV.NAME',  or 'MyEnvName1', regex used for validation is '[-._a-zA-Z][-._a-zA-Z0-9]*')";
    }

    private static void Mounts(ApiMap container, string at, HashSet<string> volumes, FieldErrorList errors)
    {
        HashSet<string> paths = [];
        foreach ((ApiMap mount, string path) in Indexed.Maps(container, "volumeMounts", at))
        {
            string name = mount.Text("name") ?? "", mountPath = mount.Text("mountPath") ?? "";
            if (name.Length == 0) errors.Required(path + ".name");
            if (!volumes.Contains(name)) errors.NotFound(path + ".name", name);
            if (mountPath.Length == 0) errors.Required(path + ".mountPath");
            if (!paths.Add(mountPath)) errors.Invalid(path + ".mountPath", mountPath, "must be unique");
        }
    }

    private static void Probe(ApiMap probe, string at, string name, FieldErrorList errors)
    {
        string[] handlers = [.. ((string[])["exec", "httpGet", "tcpSocket", "grpc"]).Where(probe.Has)];
        if (handlers.Length == 0) errors.Required(at, "must specify a handler type");
        foreach (string more in handlers.Skip(1)) errors.Forbidden($"{at}.{more}", "may not specify more than 1 handler type");
        if (probe.Has("exec") && probe.List("exec", "command").Count == 0) errors.Required(at + ".exec.command");
        foreach (string handler in (string[])["httpGet", "tcpSocket", "grpc"])
        {
            if (probe[handler] is not ApiMap asked) continue;
            if (asked["port"] is ApiText text)
            {
                foreach (string problem in LabelNames.PortProblems(text.Text)) errors.Invalid($"{at}.{handler}.port", text, problem);
            }
            else
            {
                PortNumber(asked.Number("port") ?? 0, $"{at}.{handler}.port", errors);
            }
        }

        foreach (string field in (string[])["initialDelaySeconds", "timeoutSeconds", "periodSeconds", "successThreshold", "failureThreshold"])
        {
            if (probe.Number(field) is < 0 and { } negative) errors.Invalid($"{at}.{field}", negative, "must be greater than or equal to 0");
        }

        if (name != "readinessProbe" && probe.Number("successThreshold") is > 1 and { } successes) errors.Invalid(at + ".successThreshold", successes,
            "must be 1");
    }

    private static void Resources(ApiMap resources, string path, FieldErrorList errors)
    {
        foreach (string list in (string[])["limits", "requests"])
        {
            foreach ((string name, ApiValue value) in resources.Map(list).Fields)
            {
                string at = $"{path}.{list}[{name}]";
                if (!name.Contains('/', StringComparison.Ordinal) && name is not ("cpu" or "memory" or "ephemeral-storage")
                    && !name.StartsWith("hugepages-", StringComparison.Ordinal))
                    errors.Invalid(at, name, "must be a standard resource type or fully qualified");
                if (ResourceQuantity.Of(value).Thousandths < 0) errors.Invalid(at, value, "must be greater than or equal to 0");
            }
        }

        foreach ((string name, ApiValue limit) in resources.Map("limits").Fields)
        {
            if (resources.At("requests", name) is { } request && ResourceQuantity.Of(request).Thousandths > ResourceQuantity.Of(limit).Thousandths)
                errors.Invalid(path + ".requests", request, $"must be less than or equal to {name} limit of {limit}");
        }
    }
}
