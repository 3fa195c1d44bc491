# A health policy, as it is built in. Keep what should differ, and give the file to Test-NvdimmHealth -Policy.
# 'nvdimm health --policy' reads JSON; in PowerShell:
#     Import-PowerShellDataFile health-policy.psd1 | ConvertTo-Json -Depth 5 > health-policy.json
# Made from the tables; docs/findings.md says what the findings mean.
@{
    Version    = 1

    # Where warnings begin; $null is no limit.
    Limits     = @{
        # NV1501: °C that the media must stay below the DIMM's own threshold; from 0 to 100
        TemperatureMargin = 3
        # NV1502: the most °C of the media; from -40 to 150
        MediaTemperatureMaximum = $null
        # NV1503: the most °C of the controller; from -40 to 150
        ControllerTemperatureMaximum = $null
        # NV1504: the least percent of spare blocks; from 0 to 100
        SparesMinimum = 10
        # NV1505: the least percent of the rated life; from 0 to 100
        LifeRemainingMinimum = 10
        # NV1506: the least percent of the energy source's life; from 0 to 100
        EnergySourceLifetimeMinimum = 10
        # NV1507: the most dirty shutdowns since the baseline; from 0 to 4294967295
        DirtyShutdownGrowth = 0
        # NV1512: the most percent of performance lost by thermal throttling; from 0 to 100
        ThrottleLossMaximum = 0
    }

    # Information, Warning or Critical, where it is not to be the usual one:
    Severities = @{
        # NV1001 = 'Warning' # spare blocks or life left are below their threshold
        # NV1002 = 'Warning' # the media are hotter than their threshold
        # NV1003 = 'Warning' # the controller is hotter than its threshold
        # NV1004 = 'Warning' # the rated life is almost used
        # NV1005 = 'Critical' # the rated life is used up
        # NV1006 = 'Warning' # the firmware reports a non-critical condition
        # NV1007 = 'Critical' # the firmware reports a critical condition: performance or features are degraded
        # NV1008 = 'Critical' # the firmware reports a fatal condition: data are lost, or are about to be
        # NV1010 = 'Warning' # the last shutdown was dirty: what was in flight may be lost
        # NV1011 = 'Critical' # the last save to flash failed: the contents from before are lost
        # NV1012 = 'Critical' # the contents could not be restored at boot
        # NV1013 = 'Critical' # the platform could not flush to the DIMM before the power went
        # NV1014 = 'Critical' # an old image could not be erased, so nothing new can be saved
        # NV1015 = 'Critical' # it is not armed: a power loss now would lose its contents
        # NV1016 = 'Critical' # the platform firmware could not map it
        # NV1017 = 'Warning' # it is a virtual NVDIMM that its host did not arm, so that it can only be read
        # NV1020 = 'Critical' # the energy source failed or is missing
        # NV1021 = 'Warning' # the energy source nears the end of its life
        # NV1022 = 'Critical' # the energy source is at the end of its life
        # NV1023 = 'Warning' # the energy source is hotter than its threshold
        # NV1024 = 'Critical' # the energy source is too hot to be relied upon
        # NV1025 = 'Critical' # the energy source does not hold enough for a save
        # NV1030 = 'Critical' # the DIMM's controller or its power failed
        # NV1031 = 'Critical' # there were errors that could not be corrected
        # NV1032 = 'Warning' # more errors than its threshold had to be corrected
        # NV1033 = 'Warning' # it is slower than it should be
        # NV1034 = 'Critical' # its configuration data are wrong
        # NV1035 = 'Critical' # its firmware is not valid
        # NV1036 = 'Critical' # a part of the media failed
        # NV1037 = 'Warning' # the self-test of what powers the last flush warns
        # NV1038 = 'Critical' # the self-test of what powers the last flush failed
        # NV1039 = 'Warning' # the vendor's own error bit is set
        # NV1040 = 'Warning' # it is locked by its passphrase
        # NV1090 = 'Warning' # its firmware could not be asked for lack of rights
        # NV1091 = 'Warning' # neither its family nor the kernel offers a health function
        # NV1092 = 'Warning' # the kernel or the firmware refused to say
        # NV1093 = 'Warning' # its answer cannot be trusted
        # NV1094 = 'Warning' # the firmware reports a state that no document defines
        # NV1095 = 'Warning' # the firmware answers without reporting its health
        # NV1096 = 'Warning' # it does not answer
        # NV1097 = 'Warning' # sysfs shows it, but /dev has no node to ask it through
        # NV1098 = 'Warning' # it is CXL memory, which is asked for its health by its mailbox and not by a _DSM
        # NV1200 = 'Critical' # neither a good info block nor a good copy of one is there
        # NV1201 = 'Critical' # the info block's checksum is wrong
        # NV1202 = 'Critical' # the info block belongs to another namespace, so its driver passes it over
        # NV1203 = 'Critical' # the info block has a version that its driver does not look for there
        # NV1204 = 'Critical' # the driver has marked the arena as one that can only be read
        # NV1205 = 'Critical' # values in the info block contradict each other or do not fit the namespace
        # NV1206 = 'Warning' # the copy of the info block is damaged or missing, so damage to the other could not be repaired
        # NV1207 = 'Warning' # the copy of the info block differs from it
        # NV1208 = 'Critical' # the info block is damaged or missing, and its copy is good
        # NV1209 = 'Warning' # there are info blocks of several kinds, of which the driver takes the first: BTT, then PFN, then DAX
        # NV1210 = 'Critical' # the info block was written for larger pages than this machine has
        # NV1220 = 'Critical' # the log is laid out in no known way
        # NV1221 = 'Critical' # a log entry's sequence numbers do not say which one is newer
        # NV1222 = 'Critical' # a log entry names a block outside the arena
        # NV1223 = 'Warning' # a write was logged and its map entry was not written
        # NV1224 = 'Critical' # a map entry names a block outside the arena
        # NV1225 = 'Critical' # a block is used twice, by map entries or by the log
        # NV1226 = 'Critical' # a block is used by no map entry and no log entry
        # NV1227 = 'Critical' # a part of the namespace's own tables cannot be read
        # NV1228 = 'Warning' # sectors are marked as ones whose data were lost
        # NV1229 = 'Critical' # the arenas do not follow one another within the namespace
        # NV1250 = 'Warning' # the region is disabled
        # NV1251 = 'Warning' # a DIMM of the region is disabled, so the kernel could not write its labels and might panic
        # NV1252 = 'Warning' # the region may only be read
        # NV1253 = 'Warning' # without labels one namespace takes the whole region, and has neither name nor UUID
        # NV1254 = 'Warning' # the DIMMs have a place for labels, and the kernel found none, so one namespace takes the whole region
        # NV1255 = 'Warning' # the region has no room
        # NV1256 = 'Warning' # the size is more than the largest piece that is free
        # NV1257 = 'Warning' # the size is no multiple of what region, DIMMs and alignment ask for
        # NV1258 = 'Warning' # the size is less than the mode needs
        # NV1259 = 'Warning' # the kernel offers no such alignment for the mode
        # NV1260 = 'Warning' # a DIMM has no free label slot for it
        # NV1261 = 'Warning' # the kernel offers no such sector size for the mode
        # NV1262 = 'Warning' # the name does not fit into a label
        # NV1263 = 'Warning' # the UUID is in use on the bus
        # NV1264 = 'Warning' # the kernel has no empty place for it
        # NV1265 = 'Warning' # the driver of the mode is not loaded
        # NV1266 = 'Warning' # sysfs is mounted read-only
        # NV1267 = 'Warning' # something uses it
        # NV1268 = 'Warning' # the kernel uses it as memory
        # NV1269 = 'Warning' # it is an empty place for a namespace and none itself
        # NV1270 = 'Warning' # the place for the next namespace has been begun and not finished
        # NV1271 = 'Warning' # the mode has no such option
        # NV1272 = 'Information' # a BTT, PFN or DAX claims it and is disabled
        # NV1273 = 'Warning' # the region does not begin at a multiple of the alignment
        # NV1274 = 'Information' # with labels of version 1.1 the sector mode needs a page more, and the mode is found again by its info block alone
        # NV1275 = 'Warning' # a namespace grows only into what is free directly behind it
        # NV1276 = 'Warning' # the region is no persistent memory
        # NV1277 = 'Warning' # it is a DAX device, and no one can tell whether a program has it open
        # NV1501 = 'Warning' # the media are close to their threshold
        # NV1502 = 'Warning' # the media are hotter than the policy's limit
        # NV1503 = 'Warning' # the controller is hotter than the policy's limit
        # NV1504 = 'Warning' # fewer spare blocks are left than the policy's limit
        # NV1505 = 'Warning' # less of the rated life is left than the policy's limit
        # NV1506 = 'Warning' # less of the energy source's life is left than the policy's limit
        # NV1507 = 'Warning' # more dirty shutdowns since the baseline than the policy allows
        # NV1508 = 'Warning' # its health was not read
        # NV1509 = 'Warning' # the firmware is not what the firmware baseline wants
        # NV1510 = 'Warning' # the firmware that the firmware baseline wants is staged and does not run yet
        # NV1511 = 'Warning' # whether the firmware is what the firmware baseline wants cannot be told
        # NV1512 = 'Warning' # thermal throttling costs more performance than the policy allows
        # NV1601 = 'Information' # the label area was never initialised
        # NV1602 = 'Critical' # no index block is valid, so the kernel finds no labels
        # NV1603 = 'Warning' # an index block has no signature
        # NV1604 = 'Warning' # an index block is of another label size than the current one
        # NV1605 = 'Warning' # the checksum of an index block is wrong
        # NV1606 = 'Warning' # the sequence number of an index block is no number, or not the neighbour of the other's
        # NV1607 = 'Warning' # an index block has wrong offsets of itself, of the other block or of the labels
        # NV1608 = 'Warning' # an index block has a wrong size, or more slots than there is room for
        # NV1611 = 'Warning' # the free map has a slot as used in which no label of that slot stands: the slot is lost
        # NV1612 = 'Critical' # the checksum of a label is wrong, so its namespace is not found
        # NV1613 = 'Critical' # an empty label is marked as used; the kernel takes it for a label of nothing
        # NV1614 = 'Critical' # a label's part of the DIMM is empty or outside of the regions on the DIMM
        # NV1615 = 'Critical' # two labels claim the same part of the DIMM, so the kernel refuses the DIMM
        # NV1616 = 'Warning' # an update of the namespace's labels was begun and not ended
        # NV1617 = 'Critical' # a DIMM has two labels of one namespace for one place
        # NV1618 = 'Warning' # a label has a sector size that no driver takes
        # NV1621 = 'Critical' # a label belongs to another interleave set than the region has
        # NV1622 = 'Critical' # labels of a namespace are missing, so it is not found
        # NV1623 = 'Critical' # labels of a namespace claim one place twice, or one outside of their set
        # NV1624 = 'Critical' # the labels of one namespace contradict each other
        # NV1690 = 'Information' # not everything could be checked
        # NV1701 = 'Critical' # its media log has uncorrectable errors
        # NV1702 = 'Warning' # its media log has high-severity errors
        # NV1703 = 'Information' # its media log has low-severity entries
        # NV1704 = 'Warning' # its thermal log has entries
        # NV1705 = 'Warning' # entries of its error logs are missing: overwritten, cleared or out of reach
        # NV1706 = 'Warning' # its error logs could not be read
        # NV2001 = 'Warning' # DIMMs of one kind run different firmware
        # NV2002 = 'Warning' # DIMMs of one kind have different security states
        # NV2003 = 'Critical' # a DIMM behind the region failed or is missing, and the region's contents depend on each of them
        # NV2004 = 'Critical' # the region has blocks that cannot be read
        # NV2005 = 'Warning' # the region may not be written
        # NV2006 = 'Critical' # a DIMM of the baseline is not there any more
        # NV2007 = 'Warning' # there is no DIMM that could be tested
        # NV2008 = 'Warning' # the region's NUMA node contradicts the sockets of its DIMMs: programs are placed far from it
        # NV2009 = 'Warning' # not all bad blocks of the region are known
        # NV2010 = 'Warning' # an overwrite of its media is in progress, and its regions cannot be enabled meanwhile
        # NV2011 = 'Warning' # security of some DIMMs of one kind is frozen and that of others is not
        # NV2090 = 'Information' # a mute of the policy has expired and mutes nothing any more
    }

    # What is known already. Dimm is a pattern of names or unique ids, all when left out; Until is a date, or 'forever'.
    Mutes      = @(
        # @{ Id = 'NV1010'; Dimm = 'nmem[0-3]'; Reason = 'power tests'; Until = '2027-01-31' }
    )
}
