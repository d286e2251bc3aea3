using PodNet.Jupyter.CSharp;
using PodNet.Jupyter.Packages;

namespace PodNet.Jupyter.Tests.CSharp;

/// <summary>Checkpoints are put into code without changing what it means.</summary>
public class CheckpointTests
{
    private readonly CSharpNotebook _notebook = new();

    [Theory]
    [InlineData("while (a) b();", "while (a) {Lb();}")]
    [InlineData("while (a) while (b) c(); // d", "while (a) {Lwhile (b) {Lc();}} // d")]
    [InlineData("do a(); while (b);", "do {La();} while (b);")]
    [InlineData("for (;;);", "for (;;){L;}")]
    [InlineData("foreach (var (a, b) in c)\n{ }", "foreach (var (a, b) in c)\n{L }")]
    [InlineData("while (a)b();goto c;", "while (a){Lb();}{Lgoto c;}")]
    [InlineData("int F(int n)\n=> n;", "int F(int n)\n{Creturn  n;}")]
    [InlineData("void F() => G(); async Task H() => await F();", "void F() {C G();} async Task H() {C await F();}")]
    [InlineData("async System.Threading.Tasks.Task<int> F() => 1;", "async System.Threading.Tasks.Task<int> F() {Creturn  1;}")]
    [InlineData("int F() => throw null;", "int F() {C throw null;}")]
    [InlineData("class A { int P => 1; int this[int i] => i; ~A() => F(); }", "class A { int P {get{Creturn  1;}} int this[int i] {get{Creturn  i;}} ~A() {C F();} }")]
    [InlineData("class A { A() { } int P { get => 1; set => F(); } }", "class A { A() {C } int P { get {Creturn  1;} set {C F();} } }")]
    [InlineData("Action a = () => { }; a = delegate { }; Func<int> b = () => 1;", "Action a = () => {C }; a = delegate {C }; Func<int> b = () => {Creturn 1;};")]
    [InlineData("Func<int, Func<int>> f = a => () => a;", "Func<int, Func<int>> f = a => {Creturn () => {Creturn a;};};")]
    [InlineData("Action a = () => F(); Func<int> b = () => F(); int F() => 1;", "Action a = () => {CF();}; Func<int> b = () => {Creturn F();}; int F() {Creturn  1;}")]
    [InlineData("Func<Task> a = async () => await Task.Delay(1);", "Func<Task> a = async () => {Cawait Task.Delay(1);};")]
    [InlineData("System.Linq.Expressions.Expression<Func<int>> a = () => 1;", "System.Linq.Expressions.Expression<Func<int>> a = () => 1;")]
    [InlineData("F(() => missing);", "F(() => missing);")]
    [InlineData("abstract class A { abstract int F(); int P { get; } }", "abstract class A { abstract int F(); int P { get; } }")]
    [InlineData("1 + 1", "1 + 1")]
    [InlineData("while (true) { broken", "while (true) { broken")]
    [InlineData("while (true) int x = 1;", "while (true) int x = 1;")]
    public void They_stand_at_the_head_of_loops_and_functions(string code, string expected)
    {
        SubmissionChain chain = new(CellReferences.Options(HostAssemblies.OfProcess()), new(_notebook.Session, _notebook.Language));
        string inserted = Checkpoints.Insert(Submissions.Parse(code), chain.Meaning);
        Assert.Equal(expected, inserted.Replace("global::PodNet.Jupyter.CSharp.Checkpoint.Loop();", "L").Replace("global::PodNet.Jupyter.CSharp.Checkpoint.Call();", "C"));
        Assert.Equal(code.Count(c => c == '\n'), inserted.Count(c => c == '\n'));
    }

    [Theory]
    [InlineData("int sum = 0; for (int i = 0; i < 4; i++) sum += i; sum", "6")]
    [InlineData("int i = 0; do i++; while (i < 5); i", "5")]
    [InlineData("int Fact(int n) => n < 2 ? 1 : n * Fact(n - 1);\nFact(5)", "120")]
    [InlineData("async Task<int> F() => await Task.FromResult(3);\nawait F()", "3")]
    [InlineData("int[] a = [1, 2]; ref int At(int i) => ref a[i];\nAt(1) = 5; a[1]", "5")]
    [InlineData("record P(int X) { public int Y => X + 1; public static P operator +(P a, P b) => new(a.X + b.X); }\n(new P(1) + new P(2)).Y", "4")]
    [InlineData("IEnumerable<int> Odd() { for (int i = 1; ; i += 2) yield return i; }\nOdd().Take(3).Sum()", "9")]
    [InlineData("struct S { public int X; public S(int x) => X = x; public static implicit operator int(S s) => s.X; }\nint n = new S(7); n", "7")]
    [InlineData("int n = 0;\nvoid Count()\n{\nagain: n++; if (n < 3) goto again;\n}\nCount(); n", "3")]
    [InlineData("string Of(int n) { switch (n) { case 1: goto case 2; case 2: return \"two\"; default: return \"?\"; } }\nOf(1)", "two")]
    [InlineData("System.Linq.Expressions.Expression<Func<int, int>> e = x => x + 1; e.Compile()(1)", "2")]
    [InlineData("var words = new[] { \"a\", \"bb\" };\nwords.Where(w => w.Length > 1).Select(w => new { w }).ToDictionary(x => x.w, x => x).Count", "1")]
    [InlineData("Func<int, int> fact = null; fact = n => n < 2 ? 1 : n * fact(n - 1); fact(5)", "120")]
    [InlineData("byte Of(Func<byte> f) => f();\nOf(() => 1)", "1")]
    [InlineData("await Task.Run(async () => { await Task.Yield(); return 5; })", "5")]
    [InlineData("await Task.Run(() => Task.FromResult(6))", "6")]
    [InlineData("System.Linq.Expressions.Expression<Func<int, bool>> e = x => new[] { 1 }.Any(y => y == x); e.Compile()(1) ? 1 : 0", "1")]
    [InlineData("using T = System.Threading.Tasks.Task<int>;\nasync T F() => await Task.FromResult(4);\nawait F()", "4")]
    public void Code_means_what_it_meant(string code, string value) => Assert.Equal(value, _notebook.Value(code));

    [Theory]
    [InlineData("int Deep(int n) =>\n1 +\nDeep(n + 1);\nDeep(0)", 1)]
    [InlineData("Func<int, int> f = null;\nf = n => 1 + f(n + 1);\nf(0)", 2)]
    [InlineData("class Node\n{\n public int Depth => new Node().Depth;\n}\nnew Node().Depth", 3)]
    public void An_endless_recursion_is_an_exception(string code, int line)
    {
        Languages.CodeError error = _notebook.Error(code);
        Assert.Equal("InsufficientExecutionStackException", error.Name);
        Assert.EndsWith($"Does one call itself without an end?\nline {line} of the cell", error.Message, StringComparison.Ordinal);
        Assert.Equal("2", _notebook.Value("1 + 1"));
    }

    [Fact]
    public void What_a_cell_left_running_on_other_threads_ends_with_it()
    {
        _notebook.Value("int turns = 0;");
        _notebook.Run("var left = Task.Run(() => { while (true) turns++; }); Console.Write(\"go\"); while (true) { }", interrupt: true);
        Assert.Equal("OperationCanceledException", _notebook.Error("await left;").Name);
    }
}
