namespace NvdimmPS.Shell.Binding;

/// <summary>How deep into a given value one may go, and how often: for tables, whose form must be kept.</summary>
internal sealed class NestingBudget
{
    private int _depth, _left = Nested.MaxItems;

    /// <summary>Reads something inside.</summary>
    /// <exception cref="NvdimmException">It is nested too deep, or has no end.</exception>
    public T Inside<T>(Func<T> read)
    {
        if (--_left < 0)
        {
            throw BindingErrors.TooManyItems(Nested.MaxItems);
        }

        if (++_depth > Nested.MaxDepth)
        {
            throw BindingErrors.NestedTooDeep(Nested.MaxDepth);
        }

        var value = read();
        _depth--;
        return value;
    }
}
