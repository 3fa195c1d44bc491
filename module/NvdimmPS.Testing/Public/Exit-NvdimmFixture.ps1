function Exit-NvdimmFixture {
    <#
    .SYNOPSIS
    Ends a fixture of Enter-NvdimmFixture: what was active before is active again, as it was.

    .DESCRIPTION
    For AfterAll or AfterEach of a test. Fixtures that were entered since and not ended are ended too. Nothing happens where
    the fixture has ended already, or never began: Pester runs AfterAll after a BeforeAll that failed as well.

    .PARAMETER Fixture
    What Enter-NvdimmFixture gave.

    .EXAMPLE
    BeforeAll { $machine = Enter-NvdimmFixture nvdimm-n }
    AfterAll { Exit-NvdimmFixture $machine }

    A Describe on a simulated server of NVDIMM-N.
    #>
    [CmdletBinding()]
    param(
        [Parameter(Mandatory, Position = 0, ValueFromPipeline)]
        [AllowNull()]
        [object] $Fixture
    )

    process {
        if ($Fixture -and ($fixtures.Simulator | Where-Object { [object]::ReferenceEquals($_, $Fixture) })) {
            do {
                $entry = $fixtures.Pop()
                Restore-Machine $entry
            } until ([object]::ReferenceEquals($entry.Simulator, $Fixture))
        }
    }
}
