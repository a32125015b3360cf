//! `Debug` that does not print secrets.

/// Gives a struct a `Debug` like the derived one, except that of fields with `!` before their
/// name the value is not shown: `debug_hiding!(Login: name, !password);`.
///
/// All names are whole paths, because it stands among types of any name, such as `Result`.
#[allow(unused_macros, reason = "an API may have no secrets")]
macro_rules! debug_hiding {
    ($name:ident: $($(! $secret:ident)? $($field:ident)?),*) => {
        impl ::std::fmt::Debug for $name {
            #[inline]
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                f.debug_struct(::std::stringify!($name))
                    $(
                        $(.field(::std::stringify!($secret), &::std::format_args!("(hidden)")))?
                        $(.field(::std::stringify!($field), &self.$field))?
                    )*
                    .finish()
            }
        }
    };
}

#[allow(unused_imports, reason = "an API may have no secrets")]
pub(crate) use debug_hiding;

#[cfg(test)]
mod tests {
    #[test]
    fn secrets_are_named_and_not_shown() {
        #[allow(dead_code, reason = "what is hidden is read nowhere")]
        struct Login {
            name: &'static str,
            password: Option<&'static str>,
            age: Option<u8>,
        }
        debug_hiding!(Login: name, !password, age);

        let login = Login {
            name: "ann",
            password: Some("s3cret"),
            age: None,
        };
        let expected = "Login { name: \"ann\", password: (hidden), age: None }";
        assert_eq!(format!("{login:?}"), expected);
    }
}
