using NvdimmPS.Simulation.EnergyBacked;

namespace NvdimmPS.Simulation.Firmware;

/// <summary>Error injection: functions 18, 19 and 20 of HPE's first family. Where it is locked the first two are not implemented.</summary>
internal sealed class Hpe1Injection(DimmState dimm, InjectedErrors injected)
{
    private const byte FirstType = (byte)InjectedError.NonCritical, LastType = (byte)InjectedError.Controller;

    public byte[] Evaluate(int function, ReadOnlySpan<byte> input) => function switch
    {
        20 => Status(),
        _ when !dimm.InjectionEnabled => Answer.Status(HpeStatus.NotImplemented),
        18 => Capabilities(),
        _ => Inject(input[0], input[1]),
    };

    private static byte[] Capabilities()
    {
        var answer = new byte[36];
        for (var type = FirstType; type <= LastType; type++)
        {
            answer[4 + (type / 8)] |= (byte)(1 << (type % 8));
        }

        return answer;
    }

    private byte[] Inject(byte type, byte option)
    {
        const byte persistent = 1, clear = 2;
        if (type is < FirstType or > LastType || option > clear)
        {
            return Answer.Status(HpeStatus.InvalidInput);
        }

        if (option == clear)
        {
            injected.Clear((InjectedError)type);
        }
        else
        {
            injected.Inject((InjectedError)type, option == persistent);
        }

        return Answer.Success();
    }

    private byte[] Status()
    {
        const byte done = 1, pending = 2;
        var answer = new byte[7];
        if (injected.Last != InjectedError.None)
        {
            answer[4] = injected.LastPending ? pending : done;
            answer[5] = (byte)injected.Last;
            answer[6] = injected.LastPersistent ? (byte)1 : (byte)0;
        }

        return answer;
    }
}
