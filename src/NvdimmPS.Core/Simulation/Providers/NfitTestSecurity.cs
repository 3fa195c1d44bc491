using NvdimmPS.Simulation.Firmware;

namespace NvdimmPS.Simulation.Providers;

/// <summary>
/// Security of the test bus. No lengths are checked, and several functions do not write a status when they succeed: the
/// caller's own bytes stay there.
/// </summary>
internal sealed class NfitTestSecurity(DimmSecurity security, TimeProvider time)
{
    private const int Length = DimmSecurity.PassphraseLength;
    private const uint NotSupported = 1, InvalidState = 10, InvalidPassphrase = 11;
    private const uint InProgress = 0x1_0007, OutOfSequence = 0x2_0007;
    private const int OverwriteSeconds = 5;

    public int Run(int function, NfitTestPayload payload)
    {
        switch (function)
        {
            case 19:
                payload.Set(0, 0u);
                payload[4] = security.Extended;
                payload[8] = security.State;
                break;
            case 20:
                SetUser(payload);
                break;
            case 21:
                Disable(payload);
                break;
            case 22:
                Unlock(payload);
                break;
            case 23:
                Freeze(payload);
                break;
            case 24:
                Erase(payload);
                break;
            case 25:
                Overwrite(payload);
                break;
            case 26:
                QueryOverwrite(payload);
                break;
            case 27:
                SetMaster(payload);
                break;
            default:
                MasterErase(payload);
                break;
        }

        return 0;
    }

    private static Span<byte> First(NfitTestPayload payload) => payload.Bytes[..Length];

    private void SetUser(NfitTestPayload payload)
    {
        var status = security.Has(DimmSecurity.Frozen) ? InvalidState : !security.IsUser(First(payload)) ? InvalidPassphrase : 0;
        payload.Set(2 * Length, status);
        if (status == 0)
        {
            security.SetUser(payload.Bytes.Slice(Length, Length));
            security.State |= DimmSecurity.Enabled;
        }
    }

    private void Disable(NfitTestPayload payload)
    {
        if (!security.Has(DimmSecurity.Enabled) || security.Has(DimmSecurity.Frozen))
        {
            payload.Set(Length, InvalidState);
        }
        else if (!security.IsUser(First(payload)))
        {
            payload.Set(Length, InvalidPassphrase);
        }
        else
        {
            security.ClearUser();
            security.State = 0;
        }
    }

    private void Unlock(NfitTestPayload payload)
    {
        var status = !security.Has(DimmSecurity.LockedBit) || security.Has(DimmSecurity.Frozen) ? InvalidState
            : !security.IsUser(First(payload)) ? InvalidPassphrase
            : 0;
        payload.Set(Length, status);
        if (status == 0)
        {
            security.State = DimmSecurity.Enabled;
        }
    }

    private void Freeze(NfitTestPayload payload)
    {
        var allowed = security.Has(DimmSecurity.Enabled);
        payload.Set(0, allowed ? 0 : InvalidState);
        security.State |= allowed ? DimmSecurity.Frozen : (byte)0;
    }

    private void Erase(NfitTestPayload payload)
    {
        if (security.Has(DimmSecurity.Frozen))
        {
            payload.Set(Length, InvalidState);
        }
        else if (!security.IsUser(First(payload)))
        {
            payload.Set(Length, InvalidPassphrase);
        }
        else
        {
            security.ClearUser();
            security.ClearMaster();
            security.State = 0;
            security.Extended = DimmSecurity.MasterEnabled;
        }
    }

    private void Overwrite(NfitTestPayload payload)
    {
        if (security.Has(DimmSecurity.Enabled) && !security.IsUser(First(payload)))
        {
            payload.Set(Length, InvalidPassphrase);
            return;
        }

        security.SavedState = security.State;
        security.State = DimmSecurity.Overwrite;
        security.OverwriteEnd = time.GetTimestamp() + (OverwriteSeconds * time.TimestampFrequency);
    }

    private void QueryOverwrite(NfitTestPayload payload)
    {
        if (!security.Has(DimmSecurity.Overwrite))
        {
            payload.Set(0, OutOfSequence);
        }
        else if (time.GetTimestamp() <= security.OverwriteEnd)
        {
            payload.Set(0, InProgress);
        }
        else
        {
            (security.State, security.SavedState) = (security.SavedState, 0);
            security.Extended = DimmSecurity.MasterEnabled;
        }
    }

    private void SetMaster(NfitTestPayload payload)
    {
        if (RefuseMaster(payload) is var refusal and not 0)
        {
            payload.Set(2 * Length, refusal);
            return;
        }

        security.SetMaster(payload.Bytes.Slice(Length, Length));
        security.Extended = DimmSecurity.MasterEnabled;
    }

    /// <summary>Works on a frozen DIMM too.</summary>
    private void MasterErase(NfitTestPayload payload)
    {
        if (RefuseMaster(payload) is var refusal and not 0)
        {
            payload.Set(Length, refusal);
            return;
        }

        security.Extended = DimmSecurity.MasterEnabled;
        security.ClearUser();
        security.State = 0;
    }

    private uint RefuseMaster(NfitTestPayload payload) =>
        (security.Extended & DimmSecurity.MasterEnabled) == 0 ? NotSupported
        : (security.Extended & DimmSecurity.MasterLimit) != 0 ? InvalidState
        : !security.IsMaster(First(payload)) ? InvalidPassphrase
        : 0;
}
