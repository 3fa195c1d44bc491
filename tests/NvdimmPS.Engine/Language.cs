// The parser's shapes, so that the module binds: what is read by them is left to ring 3, which has the real parser.
using System.Collections.ObjectModel;

namespace System.Management.Automation
{
    public class PSSerializer
    {
        internal PSSerializer() { }
        public static object Deserialize(string source) => throw new NotSupportedException("The double has no serializer.");
    }
}

namespace System.Management.Automation.Language
{
    public interface IScriptExtent
    {
        int StartLineNumber { get; }
        string Text { get; }
    }

    public class Token
    {
        internal Token() { }
    }

    public class ParseError
    {
        internal ParseError() { }
        public IScriptExtent Extent => Parser.None<IScriptExtent>();
        public string Message => Parser.None<string>();
    }

    public sealed class Parser
    {
        internal Parser() { }
        public static ScriptBlockAst ParseInput(string input, out Token[] tokens, out ParseError[] errors) => throw new NotSupportedException("The double has no parser.");
        internal static T None<T>() => throw new NotSupportedException("The double has no parser.");
    }

    public abstract class Ast
    {
        internal Ast() { }
        public IScriptExtent Extent => Parser.None<IScriptExtent>();
        public object SafeGetValue() => Parser.None<object>();
    }

    public class ParamBlockAst : Ast { internal ParamBlockAst() { } }

    public abstract class StatementAst : Ast { internal StatementAst() { } }

    public class UsingStatementAst : StatementAst { internal UsingStatementAst() { } }

    public abstract class CommandElementAst : Ast { internal CommandElementAst() { } }

    public abstract class ExpressionAst : CommandElementAst { internal ExpressionAst() { } }

    public abstract class PipelineBaseAst : StatementAst
    {
        internal PipelineBaseAst() { }
        public virtual ExpressionAst GetPureExpression() => Parser.None<ExpressionAst>();
    }

    public class PipelineAst : PipelineBaseAst
    {
        internal PipelineAst() { }
        public override ExpressionAst GetPureExpression() => Parser.None<ExpressionAst>();
    }

    public class NamedBlockAst : Ast
    {
        internal NamedBlockAst() { }
        public ReadOnlyCollection<StatementAst> Statements => Parser.None<ReadOnlyCollection<StatementAst>>();
    }

    public class StatementBlockAst : Ast
    {
        internal StatementBlockAst() { }
        public ReadOnlyCollection<StatementAst> Statements => Parser.None<ReadOnlyCollection<StatementAst>>();
    }

    public class ScriptBlockAst : Ast
    {
        internal ScriptBlockAst() { }
        public ReadOnlyCollection<UsingStatementAst> UsingStatements => Parser.None<ReadOnlyCollection<UsingStatementAst>>();
        public ParamBlockAst ParamBlock => Parser.None<ParamBlockAst>();
        public NamedBlockAst BeginBlock => Parser.None<NamedBlockAst>();
        public NamedBlockAst ProcessBlock => Parser.None<NamedBlockAst>();
        public NamedBlockAst EndBlock => Parser.None<NamedBlockAst>();
        public NamedBlockAst DynamicParamBlock => Parser.None<NamedBlockAst>();
    }

    public class HashtableAst : ExpressionAst
    {
        internal HashtableAst() { }
        public ReadOnlyCollection<Tuple<ExpressionAst, StatementAst>> KeyValuePairs => Parser.None<ReadOnlyCollection<Tuple<ExpressionAst, StatementAst>>>();
    }

    public class ArrayLiteralAst : ExpressionAst
    {
        internal ArrayLiteralAst() { }
        public ReadOnlyCollection<ExpressionAst> Elements => Parser.None<ReadOnlyCollection<ExpressionAst>>();
    }

    public class ArrayExpressionAst : ExpressionAst
    {
        internal ArrayExpressionAst() { }
        public StatementBlockAst SubExpression => Parser.None<StatementBlockAst>();
    }
}
