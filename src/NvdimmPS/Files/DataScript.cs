using System.Globalization;
using System.Management.Automation;
using System.Management.Automation.Language;
using System.Text;
using NvdimmPS.Files;

namespace NvdimmPS.Shell.Files;

/// <summary>PowerShell data (psd1). It is parsed and never run: a value that would need to run is refused.</summary>
internal static class DataScript
{
    private const int MaxDepth = 8;

    /// <exception cref="NvdimmException">It is not one table of constants.</exception>
    public static DataNode Parse(DataOrigin origin, byte[] bytes)
    {
        var script = Parsed(origin, bytes, out var errors);
        if (errors.Length > 0)
        {
            throw origin.Wrong(errors[0]
                .Extent.StartLineNumber, origin.Root, $"it is no PowerShell data: {errors[0].Message.TrimEnd('.')}", "Correct it there.");
        }

        var isBare =
            script is { BeginBlock: null, ProcessBlock: null, DynamicParamBlock: null, ParamBlock: null, UsingStatements.Count: 0 };
        return isBare && script.EndBlock?.Statements is [PipelineAst pipeline] && pipeline.GetPureExpression() is HashtableAst table
            ? Read(table, origin, origin.Root, 0)
            : throw origin.Wrong(1, origin.Root, "it is not one table", "Write it as @{ Version = 1 … }.");
    }

    private static ScriptBlockAst Parsed(DataOrigin origin, byte[] bytes, out ParseError[] errors)
    {
        using var reader = new StreamReader(new MemoryStream(bytes), Encoding.UTF8);
        try
        {
            return Parser.ParseInput(reader.ReadToEnd(), out _, out errors);
        }
        catch (RuntimeException e)
        {
            // The parser itself fails on some texts that are no PowerShell.
            throw origin.Wrong(1, origin.Root, $"it is no PowerShell data: {e.Message.TrimEnd('.')}", "Correct it.");
        }
    }

    private static DataNode Read(ExpressionAst ast, DataOrigin origin, string path, int depth)
    {
        if (depth > MaxDepth)
        {
            throw origin.Wrong(ast.Extent.StartLineNumber, path, "it is nested too deep",
                $"Write it as the example in the help of {origin.Command} does.");
        }

        object? value = ast switch
        {
            HashtableAst table => table.KeyValuePairs.Select(pair =>
            {
                var name = Constant(pair.Item1, origin, path)?.ToString() ?? string.Empty;
                var inner = origin.Inner(path, name);
                return (name, Read(Expression(pair.Item2, origin, inner), origin, inner, depth + 1));
            }).ToList(),
            ArrayLiteralAst list => Items(list.Elements, origin, path, depth),
            ArrayExpressionAst list =>
                Items(list.SubExpression.Statements.SelectMany(s => Expression(s, origin, path) is ArrayLiteralAst inner
                    ? inner.Elements
                    : (IEnumerable<ExpressionAst>)[Expression(s, origin, path)]), origin, path, depth),
            _ => Constant(ast, origin, path),
        };
        return new DataNode(origin, path, ast.Extent.StartLineNumber, value);
    }

    private static List<DataNode> Items(IEnumerable<ExpressionAst> items, DataOrigin origin, string path, int depth) =>
        [.. items.Select((item, i) => Read(item, origin, $"{path}[{i}]", depth + 1))];

    private static ExpressionAst Expression(StatementAst statement, DataOrigin origin, string path) =>
        (statement as PipelineAst)?.GetPureExpression() ?? throw Runs(statement, origin, path);

    private static object? Constant(ExpressionAst ast, DataOrigin origin, string path)
    {
        try
        {
            return ast.SafeGetValue() switch
            {
                null => null,
                bool flag => flag,
                string text => text,
                IConvertible number => number.ToDouble(CultureInfo.InvariantCulture),
                var other => other.ToString(),
            };
        }
        catch (InvalidOperationException)
        {
            throw Runs(ast, origin, path);
        }
    }

    private static NvdimmException Runs(Ast ast, DataOrigin origin, string path) =>
        origin.Wrong(ast.Extent.StartLineNumber, path,
            $"'{Printable.Quote(ast.Extent.Text)}' would have to be run, and it holds data only", "Write the value itself.");
}
