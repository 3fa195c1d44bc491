using System.Collections;
using System.Management.Automation;
using NvdimmPS.Shell.Binding;
using NvdimmPS.Shell.Completers;

namespace NvdimmPS.Shell.Cmdlets;

/// <summary>Makes the bytes of a request, or of an answer for a double. Needs no device; nothing is sent.</summary>
[Cmdlet(VerbsData.ConvertTo, "NvdimmDsm")]
[OutputType(typeof(DsmPayload))]
public sealed class ConvertToNvdimmDsmCmdlet : CodecCmdlet
{
    /// <summary>The family's name or number.</summary>
    [Parameter(Position = 0, Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(FamilyCompleter))]
    [ValidateNotNullOrEmpty]
    public string? Family { get; set; }

    /// <summary>The function's name or number.</summary>
    [Parameter(Position = 1, Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(FunctionCompleter))]
    [ValidateNotNullOrEmpty]
    public string? Function { get; set; }

    /// <summary>Named values in engineering units.</summary>
    [Parameter(Position = 2, ValueFromPipelineByPropertyName = true)]
    [NamedValues]
    [ArgumentCompleter(typeof(ArgumentKeyCompleter))]
    public IDictionary? Argument { get; set; }

    /// <summary>Makes an answer instead of a request.</summary>
    [Parameter]
    public SwitchParameter Reply { get; set; }

    /// <summary>The version of the specification; the newest when left out.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(GenerationCompleter))]
    [ValidateNotNullOrEmpty]
    public string? Generation { get; set; }

    /// <inheritdoc/>
    protected override void Process()
    {
        Forget(nameof(Argument));
        var function = Versioned(Find(Family, Function), Generation);
        var values = Argument is null ? [] : PlainValues.From(Argument);
        Write(Reply ? DsmPayload.EncodeReply(function, values) : DsmPayload.EncodeRequest(function, values));
    }
}
