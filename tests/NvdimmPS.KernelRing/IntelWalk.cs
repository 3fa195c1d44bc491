using NvdimmPS.Dsm;
using NvdimmPS.Inventory;
using NvdimmPS.Kernel;

namespace NvdimmPS.KernelRing;

/// <summary>
/// A walk through the Intel functions of the kernel's test bus, by name and with named arguments, each answer read in words:
/// what is set is got, what is injected shows. On the real kernel and on its simulator the same must come out.
/// </summary>
internal sealed class IntelWalk(INdKernel kernel, string dimm, Action<string, bool, string> report, Action<TimeSpan> wait)
{
    private const string Secret = "11111111111111111111111111111111";
    private const string Another = "22222222222222222222222222222222";

    // The test bus writes no status where these succeed; the state that is read afterwards says that they did.
    private const string NoStatus = "(no reply)";

    private readonly DsmTarget _target = NvdimmMachine.Target(new NvdimmMachine(kernel).GetDevice(dimm));
    private readonly HashSet<uint> _sent = [];

    public void Run()
    {
        using var caller = new DsmCaller(kernel);
        Health(caller);
        Firmware(caller);
        Security(caller);
        Activation(caller);
        foreach (var function in _target.Family!.Functions.Where(f => f.Number is not (3 or 4 or 5 or 6) && _target.OffersCall(f) && !_sent.Contains(f.Number)))
        {
            report($"{function} was called", false, "the walk leaves it out");
        }
    }

    private void Health(DsmCaller caller)
    {
        Step(caller, "GetSmart", [], "Success", ("SparesRemaining", "75 %"), ("MediaTemperature", "23 °C"), ("ControllerTemperature", "25 °C"), ("DirtyShutdownCount", "42"), ("PercentageUsed", "5 %"));
        Step(caller, "GetSmartThreshold", [], "Success", ("MediaTemperature", "40 °C"), ("ControllerTemperature", "30 °C"), ("SparesRemaining", "5 %"));
        Step(caller, "SetSmartThreshold", [("MediaTemperature", 70), ("SparesRemaining", 8)], "Success");
        Step(caller, "GetSmartThreshold", [], "Success", ("MediaTemperature", "70 °C"), ("SparesRemaining", "8 %"), ("AlarmControl", "SparesRemaining, MediaTemperature"));
        Step(caller, "InjectError", [("MediaTemperature", 90.5), ("SparesRemaining", 3)], "Success");
        Step(caller, "GetSmart", [], "Success", ("MediaTemperature", "90.5 °C"), ("SparesRemaining", "3 %"), ("AlarmTrips", "SparesRemaining, MediaTemperature"), ("HealthState", "NonCritical"));
        Step(caller, "InjectError", [("FatalErrorEnable", "Enable"), ("DirtyShutdownEnable", "Enable")], "Success");
        Step(caller, "GetSmart", [], "Success", ("HealthState", "Fatal"), ("LastShutdownStatus", "Dirty"), ("DirtyShutdownCount", "43"));
        Step(caller, "InjectError", [("MediaTemperatureEnable", "Disable"), ("MediaTemperature", 0), ("SparesRemainingEnable", "Disable"), ("FatalErrorEnable", "Disable"), ("DirtyShutdownEnable", "Disable")], "Success");
        Step(caller, "GetSmart", [], "Success", ("MediaTemperature", "23 °C"), ("SparesRemaining", "75 %"), ("HealthState", "NonCritical"), ("LastShutdownStatus", "Clean"));
        Step(caller, "EnableLatchSystemShutdownStatus", [], "Success");
        Step(caller, "SetSmartThreshold", [("MediaTemperature", 40), ("SparesRemaining", 5), ("ControllerTemperature", 30)], "Success");
    }

    private void Firmware(DsmCaller caller)
    {
        Step(caller, "GetFirmwareInfo", [], "Success", ("StorageSize", "1048576 bytes"), ("MaxSendLength", "65516 bytes"), ("UpdatedVersion", "(no update is staged)"));
        var context = Step(caller, "StartFirmwareUpdate", [], "Success").FirstOrDefault(f => f.Name == "Context")?.Value ?? 0u;
        Step(caller, "StartFirmwareUpdate", [], "UpdateInProgress");
        Step(caller, "QueryFinishFirmwareUpdateStatus", [("Context", context)], "SequencingError");
        Step(caller, "SendFirmwareUpdateData", [("Context", context), ("Offset", 0), ("Data", "0102030405060708")], "Success");
        Step(caller, "SendFirmwareUpdateData", [("Context", 77), ("Offset", 0), ("Data", "01")], "InvalidContext");
        Step(caller, "SendFirmwareUpdateData", [("Context", context), ("Offset", 0x200000), ("Data", "01")], "InvalidInput");
        Step(caller, "FinishFirmwareUpdate", [("Context", 77)], "InvalidContext");
        Step(caller, "FinishFirmwareUpdate", [("Context", context)], "Success");
        Step(caller, "QueryFinishFirmwareUpdateStatus", [("Context", context)], "UpdateInProgress");
        wait(TimeSpan.FromSeconds(2.5)); // the test bus verifies for a second or two
        Step(caller, "QueryFinishFirmwareUpdateStatus", [("Context", context)], "Success", ("UpdatedVersion", "281474976689101"));
        Step(caller, "FinishFirmwareUpdate", [("Context", context)], "UpdateAlreadyOccurred");
        Step(caller, "GetFirmwareInfo", [], "Success", ("UpdatedVersion", "281474976689101"));
    }

    private void Security(DsmCaller caller)
    {
        Step(caller, "GetSecurityState", [], "Success", ("SecurityState", "none"));
        Step(caller, "SetPassphrase", [("NewPassphrase", Secret)], "Success");
        Step(caller, "GetSecurityState", [], "Success", ("SecurityState", "Enabled"));
        Step(caller, "SetPassphrase", [("CurrentPassphrase", Another), ("NewPassphrase", Another)], "InvalidPassphrase");
        Step(caller, "UnlockUnit", [("CurrentPassphrase", Secret)], "InvalidSecurityState");
        Step(caller, "DisablePassphrase", [("CurrentPassphrase", Another)], "InvalidPassphrase");
        Step(caller, "DisablePassphrase", [("CurrentPassphrase", Secret)], NoStatus);
        Step(caller, "GetSecurityState", [], "Success", ("SecurityState", "none"));
        Step(caller, "SetMasterPassphrase", [("NewPassphrase", Another)], NoStatus);
        Step(caller, "SetPassphrase", [("NewPassphrase", Secret)], "Success");
        Step(caller, "SecureErase", [("CurrentPassphrase", Another)], "InvalidPassphrase");
        Step(caller, "SecureErase", [("CurrentPassphrase", Secret)], NoStatus);
        Step(caller, "GetSecurityState", [], "Success", ("SecurityState", "none"), ("ExtendedSecurityState", "MasterPassphraseEnabled"));
        Step(caller, "SetPassphrase", [("NewPassphrase", Secret)], "Success");
        Step(caller, "FreezeLock", [], "Success");
        Step(caller, "GetSecurityState", [], "Success", ("SecurityState", "Enabled, Frozen"));
        Step(caller, "DisablePassphrase", [("CurrentPassphrase", Secret)], "InvalidSecurityState");
        Step(caller, "SecureEraseWithMasterPassphrase", [("MasterPassphrase", "")], NoStatus);
        Step(caller, "GetSecurityState", [], "Success", ("SecurityState", "none"));
        Step(caller, "QueryOverwriteStatus", [], "SequencingError");
        Step(caller, "Overwrite", [("CurrentPassphrase", "")], NoStatus);
        Step(caller, "QueryOverwriteStatus", [], "OverwriteInProgress");
        wait(TimeSpan.FromSeconds(6)); // the test bus overwrites for five
        Step(caller, "QueryOverwriteStatus", [], NoStatus);
        Step(caller, "GetSecurityState", [], "Success", ("SecurityState", "none"));
    }

    private void Activation(DsmCaller caller)
    {
        Step(caller, "GetFirmwareActivationStatus", [], "Success", ("ActivationState", "Idle"));
        Step(caller, "SetFirmwareActivationArmState", [("ArmState", "Armed")], "Success");
        Step(caller, "GetFirmwareActivationStatus", [], "Success", ("ActivationState", "Armed"));
        Step(caller, "SetFirmwareActivationArmState", [("ArmState", "NotArmed")], "Success");
        Step(caller, "GetFirmwareActivationStatus", [], "Success", ("ActivationState", "Idle"));
    }

    private IReadOnlyList<DsmFieldValue> Step(DsmCaller caller, string name, (string Name, object Value)[] arguments, string status, params (string Field, string Text)[] expected)
    {
        var function = _target.Family!.Find(name) ?? throw new InvalidOperationException(name);
        _sent.Add(function.Number);
        var given = arguments.ToDictionary(a => a.Name, a => (object?)a.Value);
        IReadOnlyList<DsmFieldValue> fields = [];
        string got;
        try
        {
            var result = caller.Invoke(_target, new DsmCall(function, DsmInput.FromArguments(function, given)) { Route = DsmRoute.Call });
            (got, fields) = (result.Status, result.Fields);
        }
        catch (DsmStatusException e)
        {
            got = e.Status;
        }
        catch (DsmReplyException e) when (e.ErrorId == "Nvdimm.Dsm.NoReply")
        {
            got = NoStatus;
        }
        catch (NvdimmException e)
        {
            got = e.Message;
        }

        var id = $"{function} {string.Join(' ', arguments.Select(a => a.Name))}";
        report(id, got == status, $"status {got}, expected {status}");
        foreach (var (field, text) in expected)
        {
            var actual = fields.FirstOrDefault(f => f.Name == field)?.Text;
            report($"{id} {field}", actual == text, $"{field} is {actual ?? "not there"}, expected {text}");
        }

        return fields;
    }
}
