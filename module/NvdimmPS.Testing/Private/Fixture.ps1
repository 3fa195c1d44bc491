# The fixtures that are under way, the innermost first, each with what was active before it.
$script:fixtures = [System.Collections.Generic.Stack[hashtable]]::new()

function Restore-Machine([hashtable] $Entry) {
    # The order matters: there is no moment in which the cmdlets talk to the real machine.
    if ($Entry.Before) {
        $Entry.Before.Activate()
        $Entry.Before.Kept = $Entry.Kept
    }
    if ($Entry.Simulator) { $Entry.Simulator.Dispose() }
}
