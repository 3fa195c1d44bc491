using System.Globalization;
using System.Management.Automation;
using System.Management.Automation.Language;
using System.Text;
using NvdimmPS.Files;

namespace NvdimmPS.Shell.Files;

/// <summary>PowerShell data (psd1). It is parsed and never run: a value that would need to run is refused.</summary>
internal static class DataScript
{
    /// <exception cref="NvdimmException">It is not one table of constants.</exception>
    public static DataNode Parse(DataOrigin origin, byte[] bytes)
    {
        var script = Parsed(origin, bytes, out var errors);
        if (errors.Length > 0)
        {
            throw origin.Wrong($"it is no PowerShell data: {errors[0].Message.TrimEnd('.')}", "Correct it there.",
                errors[0].Extent.StartLineNumber);
        }

        var isBare =
            script is { BeginBlock: null, ProcessBlock: null, DynamicParamBlock: null, ParamBlock: null, UsingStatements.Count: 0 };
        return isBare && script.EndBlock?.Statements is [PipelineAst pipeline] && pipeline.GetPureExpression() is HashtableAst table
            ? Read(origin, null, null, table)
            : throw origin.Wrong("it is not one table", "Write it as @{ Version = 1 … }.", line: 1);
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
            throw origin.Wrong($"it is no PowerShell data: {e.Message.TrimEnd('.')}", "Correct it.", line: 1);
        }
    }

    private static DataNode Read(DataOrigin origin, DataNode? parent, string? name, ExpressionAst ast)
    {
        var at = (ast.Extent.StartLineNumber, ast.Extent.StartColumnNumber);
        NvdimmException Runs(Ast part) => new DataNode(origin, parent, name, at, null).Wrong(
            $"'{Printable.Quote(part.Extent.Text)}' would have to be run, and it holds data only", "Write the value itself.");
        ExpressionAst Expression(StatementAst statement) => (statement as PipelineAst)?.GetPureExpression() ?? throw Runs(statement);
        var node = new DataNode(origin, parent, name, at, ast switch
        {
            HashtableAst => DataShape.Table,
            ArrayLiteralAst or ArrayExpressionAst => DataShape.List,
            _ => Constant(ast, Runs),
        });
        _ = parent?.Add(node);
        if (ast is HashtableAst table)
        {
            foreach (var (key, value) in table.KeyValuePairs)
            {
                _ = Read(origin, node, Constant(key, Runs)?.ToString() ?? string.Empty, Expression(value));
            }
        }

        IEnumerable<ExpressionAst> items = ast switch
        {
            ArrayLiteralAst list => list.Elements,
            ArrayExpressionAst list => list.SubExpression.Statements.Select(Expression)
                .SelectMany(e => e is ArrayLiteralAst inner ? inner.Elements : (IEnumerable<ExpressionAst>)[e]),
            _ => [],
        };
        foreach (var item in items)
        {
            _ = Read(origin, node, null, item);
        }

        return node;
    }

    private static object? Constant(ExpressionAst ast, Func<Ast, NvdimmException> runs)
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
            throw runs(ast);
        }
    }
}
