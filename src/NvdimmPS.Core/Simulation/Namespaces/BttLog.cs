namespace NvdimmPS.Simulation.Namespaces;

/// <summary>How an arena's log is read: which two of the four slots of a lane are in use, and which of them is the newer one.</summary>
internal static class BttLog
{
    /// <summary>log_set_indices(): the second slot in use, 1 or 2; 0 where the log makes no sense.</summary>
    public static int SecondSlot(RegionMedia media, BttArena arena)
    {
        var second = 0;
        for (var lane = 0u; lane < arena.Lanes; lane++)
        {
            for (var slot = 0; slot < 4; slot++)
            {
                var used = arena.ReadLog(media, lane, slot) != default;
                if (slot == 0 ? !used : used && (slot == 3 || (second != 0 && second != slot)))
                {
                    return 0;
                }

                second = used && slot > 0 ? slot : second;
            }
        }

        return second == 0 ? 1 : second;
    }

    /// <summary>Which slot of a lane's log is the newer one; null where the numbers contradict each other.</summary>
    public static int? Newer(RegionMedia media, BttArena arena, int second, uint lane)
    {
        var (one, two) = (arena.ReadLog(media, lane, 0).Sequence, arena.ReadLog(media, lane, second).Sequence);
        if (one == 0)
        {
            return second;
        }

        if (one == two || one + two > 5)
        {
            return null;
        }

        var isFirstOld = one < two ? two - one == 1 : one - two != 1;
        return isFirstOld ? second : 0;
    }
}
