using System.Globalization;
using System.Management.Automation.Language;
using System.Text;
using NvdimmPS.Health.Policies;

namespace NvdimmPS.Health;

/// <summary>A policy as PowerShell data (psd1). It is parsed and never run: a value that would need to run is refused.</summary>
internal static class PolicyData
{
    private const int MaxDepth = 8;

    /// <exception cref="NvdimmException">It is not one table of constants.</exception>
    public static PolicyNode Parse(string file, byte[] bytes)
    {
        using var reader = new StreamReader(new MemoryStream(bytes), Encoding.UTF8);
        var script = Parser.ParseInput(reader.ReadToEnd(), out _, out var errors);
        if (errors.Length > 0)
        {
            throw Errors.PolicyInvalid(file, errors[0].Extent.StartLineNumber, "policy", $"it is no PowerShell data: {errors[0].Message.TrimEnd('.')}", "Correct it there.");
        }

        var isBare = script is { BeginBlock: null, ProcessBlock: null, DynamicParamBlock: null, ParamBlock: null, UsingStatements.Count: 0 };
        return isBare && script.EndBlock?.Statements is [PipelineAst pipeline] && pipeline.GetPureExpression() is HashtableAst table
            ? Read(table, file, "policy", 0)
            : throw Errors.PolicyInvalid(file, 1, "policy", "it is not one table", "Write it as @{ Version = 1 … }.");
    }

    private static PolicyNode Read(ExpressionAst ast, string file, string path, int depth)
    {
        if (depth > MaxDepth)
        {
            throw Errors.PolicyInvalid(file, ast.Extent.StartLineNumber, path, "it is nested too deep", "A policy has tables in a list in a table.");
        }

        object? value = ast switch
        {
            HashtableAst table => table.KeyValuePairs.Select(pair =>
            {
                var name = Constant(pair.Item1, file, path)?.ToString() ?? string.Empty;
                var inner = path == "policy" ? name : $"{path}.{name}";
                return (name, Read(Expression(pair.Item2, file, inner), file, inner, depth + 1));
            }).ToList(),
            ArrayLiteralAst list => Items(list.Elements, file, path, depth),
            ArrayExpressionAst list => Items(list.SubExpression.Statements.SelectMany(s => Expression(s, file, path) is ArrayLiteralAst inner ? inner.Elements : (IEnumerable<ExpressionAst>)[Expression(s, file, path)]), file, path, depth),
            _ => Constant(ast, file, path),
        };
        return new PolicyNode(file, path, ast.Extent.StartLineNumber, value);
    }

    private static List<PolicyNode> Items(IEnumerable<ExpressionAst> items, string file, string path, int depth) =>
        [.. items.Select((item, i) => Read(item, file, $"{path}[{i}]", depth + 1))];

    private static ExpressionAst Expression(StatementAst statement, string file, string path) =>
        (statement as PipelineAst)?.GetPureExpression() ?? throw Runs(statement, file, path);

    private static object? Constant(ExpressionAst ast, string file, string path)
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
            throw Runs(ast, file, path);
        }
    }

    private static NvdimmException Runs(Ast ast, string file, string path) =>
        Errors.PolicyInvalid(file, ast.Extent.StartLineNumber, path, $"'{Errors.Printable(ast.Extent.Text)}' would have to be run, and a policy holds data only", "Write the value itself.");
}
