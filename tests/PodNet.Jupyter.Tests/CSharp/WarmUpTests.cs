using PodNet.Magics;

namespace PodNet.Jupyter.Tests.CSharp;

/// <summary>The warm-up leaves no trace.</summary>
public class WarmUpTests
{
    [Fact]
    public void It_changes_nothing()
    {
        CSharpNotebook notebook = new();
        SessionState before = notebook.Session.State;
        notebook.Language.WarmUp();
        Assert.Same(before, notebook.Session.State);
        Assert.Equal("", notebook.Printed);
        Assert.Equal("CS0103", notebook.Error("names").Name);
    }
}
