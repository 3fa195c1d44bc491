namespace NvdimmPS;

public static partial class Errors
{
    /// <summary>Neither a pipeline object nor parameters say of which function the bytes are.</summary>
    public static NvdimmException NoFunctionNamed(string what) =>
        new("Nvdimm.Decode.NoFunction", NvdimmErrorKind.InvalidArgument, what, $"The bytes do not say what they are of: {what} is missing.",
            "Give -Family and -Function, or pipe an object that has them, such as a result or a line of a transcript.");

    /// <summary>A pipeline object that is no bytes and has none.</summary>
    public static NvdimmException NoBytes(string type) =>
        new("Nvdimm.Decode.NoBytes", NvdimmErrorKind.InvalidArgument, type, $"There are no bytes in an object of type {type}.",
            "Pipe hexadecimal digits, bytes, a file, or objects with InputBytes or OutputBytes.");

    internal static NvdimmException BadDump(int line, string why) =>
        new("Nvdimm.Decode.Text", NvdimmErrorKind.InvalidArgument, $"line {line}", $"The bytes cannot be read, line {line}: {why}.",
            "Give pairs of digits, a dump of xxd or 'hexdump -C', or strace's escapes (-xx).");

    internal static NvdimmException BadPackage(string why) =>
        new("Nvdimm.Decode.Package", NvdimmErrorKind.InvalidArgument, "nd_cmd_pkg", $"This is no buffer of a generic call: {why}.",
            "Give the whole buffer of the ioctl, beginning with nd_family; for a payload alone use -InputHex or -OutputHex with -Family and -Function. A bus needs -Family too, since its families have the same numbers.");
}
