using Broadside.Tests;

// One browser for the whole run: a test class asks for it in its constructor.
[assembly: AssemblyFixture(typeof(Browser))]
