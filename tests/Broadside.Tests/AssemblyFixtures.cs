using Broadside.Tests;
using Xunit.v3;

// One browser and one sample outlet for the whole run, started by the first test that uses them: a class asks in its constructor.
[assembly: AssemblyFixture(typeof(Browser))]
[assembly: AssemblyFixture(typeof(SampleSite))]
[assembly: ClosePages]
[assembly: TestCollectionOrderer(typeof(SlowFirst))]
