using System.Management.Automation;

namespace NvdimmPS.Shell.Fleet;

/// <summary>Where everything goes that hosts say: the streams of the cmdlet.</summary>
internal interface IFleetSink
{
    /// <summary>A result.</summary>
    void Result(string host, PSObject result);

    /// <summary>An error of the script, as the far side reported it.</summary>
    void ScriptError(string host, ErrorRecord error);

    /// <summary>Why a host gave no results, or not all.</summary>
    void HostError(NvdimmException failure);

    /// <summary>A warning, with its host.</summary>
    void Warning(string host, string text);

    /// <summary>Something for -Verbose.</summary>
    void Verbose(string host, string text);

    /// <summary>Something for -Debug.</summary>
    void Debug(string host, string text);

    /// <summary>A record of the information stream, with its host.</summary>
    void Information(string host, InformationRecord record);

    /// <summary>A host is done, well or not.</summary>
    void Done(string host);
}
