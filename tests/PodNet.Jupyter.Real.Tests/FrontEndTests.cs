using System.Text.RegularExpressions;

namespace PodNet.Jupyter.Real.Tests;

/// <summary>The kernel as Jupyter's own programs see it.</summary>
public sealed partial class FrontEndTests(InstalledKernel kernel) : IClassFixture<InstalledKernel>
{
    [Fact]
    public void Jupyters_suite_for_kernels_passes()
    {
        string output = kernel.Python(["jupyter_kernel_test"], "kernel_suite.py", "-v");
        Assert.True(int.Parse(Ran().Match(output).Groups[1].Value) >= 10, output);
    }

    [Theory]
    [InlineData("nbclient_runs_cells")]
    [InlineData("nbclient_stops_at_an_error")]
    [InlineData("nbclient_interrupts_a_cell_that_takes_too_long")]
    [InlineData("interrupts_end_the_cell_and_leave_the_session")]
    [InlineData("interrupts_end_code_that_never_ends")]
    [InlineData("a_cell_of_magics_and_code")]
    [InlineData("two_front_ends_share_a_kernel")]
    [InlineData("a_heartbeat_is_heard_and_a_restart_forgets")]
    [InlineData("a_kernel_told_to_end_ends")]
    public void Sessions(string name) => kernel.Python(["nbclient", "jupyter_client"], "kernel_sessions.py", name);

    [GeneratedRegex("Ran ([0-9]+) tests")]
    private static partial Regex Ran();
}
