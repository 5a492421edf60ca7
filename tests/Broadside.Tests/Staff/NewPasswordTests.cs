using Broadside.Staff.Signing;

namespace Broadside.Tests.Staff;

public sealed class NewPasswordTests
{
    [Theory]
    [InlineData(null, "password_short")]
    [InlineData("eleven char", "password_short")]
    [InlineData("Passw0rd2026!!", "password_common")]
    [InlineData("P@$$w0rd12345", "password_common")]
    [InlineData("Contraseña2026", "password_common")]
    [InlineData("qwertyuiop123", "password_common")]
    [InlineData("123456789012", "password_common")]
    [InlineData("987654321098", "password_common")]
    [InlineData("aaaaaaaaaaaaaaa", "password_common")]
    [InlineData("abcabcabcabc", "password_common")]
    [InlineData("1234123412341234", "password_common")]
    [InlineData("rosa calle 1984", "password_common")]
    [InlineData("rosa@example.org", "password_common")]
    [InlineData("tide table under the clock", null)]
    [InlineData("ñandú ñoño ñame ñu", null)]
    [InlineData("T7#kq9!vLx2p", null)]
    public void A_password_is_long_and_none_that_guessers_try_first(string? password, string? code) =>
        Assert.Equal(code, NewPassword.Judge(password, "Rosa Calle", "rosa@example.org")?.Code);

    [Fact]
    public void Two_hundred_characters_are_enough() =>
        Assert.Equal("password_long", NewPassword.Judge(string.Concat(Enumerable.Range(0, 101).Select(i => $"{i:00}x")), "", "")?.Code);
}
