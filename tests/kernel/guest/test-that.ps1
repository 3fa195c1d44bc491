# Counts what holds in $script:passed and what does not in $script:failed.
$script:passed = 0
$script:failed = 0
function Test-That([string] $What, [scriptblock] $Condition) {
    try { $ok = & $Condition } catch { $ok = $false; "    $_" }
    if ($ok) { $script:passed++ } else { $script:failed++; "FAILED $What" }
}
