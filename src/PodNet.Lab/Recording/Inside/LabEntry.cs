using System.Text.Json;

namespace PodNet.Lab.Recording.Inside;

/// <summary>The program that runs inside the lab: one line of JSON in (<see cref="LabPlan"/>), one line of JSON out (<see
/// cref="LabResult"/>), progress to standard error. When its standard input ends, the recorder outside is gone, and so is this: it is the
/// first process of its PID namespace, so the kernel ends every process in there, and with the last one the network namespaces
/// go.</summary>
internal static class LabEntry
{
    private const int OutsideIsGone = 3;

    private static int Main()
    {
        string? line = Console.In.ReadLine();
        if (line is null) return OutsideIsGone;
        new Thread(EndWithOutside) { IsBackground = true }.Start();
        LabResult result;
        try
        {
            LabPlan plan = JsonSerializer.Deserialize<LabPlan>(line)!;
            result = new LabSession(plan, Console.Error.WriteLine).Run();
        }
        catch (LabException problem)
        {
            result = new(problem.Message, "", new Dictionary<string, string>(), []);
        }

        Console.Out.WriteLine(JsonSerializer.Serialize(result));
        Console.Out.Flush();
        return 0;
    }

    private static void EndWithOutside()
    {
        Console.In.ReadToEnd();
        Environment.Exit(OutsideIsGone);
    }
}
