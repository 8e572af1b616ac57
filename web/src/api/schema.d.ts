// Generated from docs/openapi.json by `npm run generate`.

export interface paths {
    "/api/actions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The actions in their groups, the forms with their fields, labels and help in both languages, and the schema of an automation. */
        get: operations["get_actions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/audit": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What was done and refused, the latest first. */
        get: operations["get_audit"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/audit/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The same as a file: a line of JSON each. */
        get: operations["get_audit_export"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/automations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The automations, by their paths. */
        get: operations["get_automations"];
        put?: never;
        /** Makes an automation. With mistakes it is not made, and they are told. */
        post: operations["post_automations"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/automations/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The newest texts of automations, as a file. */
        get: operations["get_automations_export"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/automations/import": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Takes automations: new ones, and new texts of those that are there. One with mistakes is left out. */
        post: operations["post_automations_import"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/automations/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** An automation with its text. */
        get: operations["get_automations_id"];
        /** Gives an automation another text. With mistakes nothing changes, and they are told. */
        put: operations["put_automations_id"];
        post?: never;
        /** Removes an automation with everything it was before. */
        delete: operations["delete_automations_id"];
        options?: never;
        head?: never;
        /** Calls an automation by another path. */
        patch: operations["patch_automations_id"];
        trace?: never;
    };
    "/api/automations/{id}/diff": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How one text of an automation became another: a unified diff. */
        get: operations["get_automations_id_diff"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/automations/{id}/versions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What an automation was before, the newest first. */
        get: operations["get_automations_id_versions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/automations/{id}/versions/{version}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A text that an automation has had, as a file. */
        get: operations["get_automations_id_versions_version"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/check": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** What is wrong with a text. Nothing is saved. */
        post: operations["post_check"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/connections": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** All connections, by name. */
        get: operations["get_connections"];
        put?: never;
        /** Makes a connection; it takes seeing them too. */
        post: operations["post_connections"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/connections/sign-ins/{attempt}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How a sign-in on another device stands. */
        get: operations["get_connections_sign_ins_attempt"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/connections/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One connection. */
        get: operations["get_connections_id"];
        /** Changes a connection. Where it is another application then, nobody is signed in any more. */
        put: operations["put_connections_id"];
        post?: never;
        /** Removes a connection, with all that people have signed in for. */
        delete: operations["delete_connections_id"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/connections/{id}/sign-in": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Begins to sign in, for all runs. */
        post: operations["post_connections_id_sign_in"];
        /** Signs out: forgets the token, and gives it back where the provider takes it. */
        delete: operations["delete_connections_id_sign_in"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/connections/{id}/test": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Asks for a token now, and tells what happened. */
        post: operations["post_connections_id_test"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/credentials/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A credential, without its values. */
        get: operations["get_credentials_id"];
        /** Changes what a credential is. Values of attributes that go, or that somebody else gives from now on, are removed. */
        put: operations["put_credentials_id"];
        post?: never;
        /** Removes a credential with all its values. */
        delete: operations["delete_credentials_id"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/credentials/{id}/attributes/{attribute}/value": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Gives a standard attribute its value, the same for all. */
        put: operations["put_credentials_id_attributes_attribute_value"];
        post?: never;
        /** Takes the value of a standard attribute away, with all that it had before. */
        delete: operations["delete_credentials_id_attributes_attribute_value"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/credentials/{id}/attributes/{attribute}/versions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The values that a standard attribute has and had: when, and by whom. */
        get: operations["get_credentials_id_attributes_attribute_versions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/credentials/{id}/attributes/{attribute}/versions/{number}/restore": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Gives a standard attribute a value again that it had before. */
        post: operations["post_credentials_id_attributes_attribute_versions_number_restore"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/credentials/{id}/reads": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who read values of a credential, and in which run, the latest first. */
        get: operations["get_credentials_id_reads"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/expiries": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What ends, the soonest first, and what to do about each. */
        get: operations["get_expiries"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/lockers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The lockers in which whoever asks is something, by name. */
        get: operations["get_lockers"];
        put?: never;
        /** Makes a locker, of which whoever asks is the first owner. */
        post: operations["post_lockers"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/lockers/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A locker. */
        get: operations["get_lockers_id"];
        /** Describes a locker anew: its owners do. */
        put: operations["put_lockers_id"];
        post?: never;
        /** Removes a locker with everything in it: its owners do. */
        delete: operations["delete_lockers_id"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/lockers/{id}/candidates": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who could be let into a locker: for whoever may do so. */
        get: operations["get_lockers_id_candidates"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/lockers/{id}/consumers/{role}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Lets the holders of a role consume what is in a locker. */
        put: operations["put_lockers_id_consumers_role"];
        post?: never;
        /** Lets them no more. */
        delete: operations["delete_lockers_id_consumers_role"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/lockers/{id}/credentials": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The credentials in a locker, by name. */
        get: operations["get_lockers_id_credentials"];
        put?: never;
        /** Puts a credential without values into a locker: who takes part in it does. */
        post: operations["post_lockers_id_credentials"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/lockers/{id}/members": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who is in a locker: whoever takes part in it sees that. */
        get: operations["get_lockers_id_members"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/lockers/{id}/people/{person}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Makes somebody participant, manager or owner of a locker. */
        put: operations["put_lockers_id_people_person"];
        post?: never;
        /** Takes somebody out of a locker. */
        delete: operations["delete_lockers_id_people_person"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/looks/connection": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Tests the connection of a session, step by step: newline-delimited JSON, a line as each step ends, and the verdict at the
         *     end. Whoever closes the answer ends the look.
         */
        post: operations["post_looks_connection"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/looks/folders": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** The folders that a session finds. */
        post: operations["post_looks_folders"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/looks/message": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** The text of one of the messages that a step would find now, and the names of its files. Nothing is marked as read. */
        post: operations["post_looks_message"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/looks/messages": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** The messages that a step would find now, with what other steps do left undone. */
        post: operations["post_looks_messages"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/me": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who is signed in. */
        get: operations["get_me"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Changes one's language, time zone and address. */
        patch: operations["patch_me"];
        trace?: never;
    };
    "/api/me/connections": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The connections in which you sign in for yourself, or have, and how you stand there. */
        get: operations["get_me_connections"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/me/connections/sign-ins/{attempt}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How your sign-in on another device stands. */
        get: operations["get_me_connections_sign_ins_attempt"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/me/connections/{id}/sign-in": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Begins to sign in for yourself. */
        post: operations["post_me_connections_id_sign_in"];
        /** Signs out: forgets your token, and gives it back where the provider takes it. */
        delete: operations["delete_me_connections_id_sign_in"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/me/connections/{id}/test": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Asks for a token of yours now, and tells what happened. */
        post: operations["post_me_connections_id_test"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/me/credentials": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What whoever asks has given for themselves, or is yet to give. */
        get: operations["get_me_credentials"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/me/credentials/{id}/{attribute}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Gives the value of whoever asks. */
        put: operations["put_me_credentials_id_attribute"];
        post?: never;
        /** Takes it back. */
        delete: operations["delete_me_credentials_id_attribute"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/me/notices": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What you were told of, the latest first. */
        get: operations["get_me_notices"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/me/notices/read": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** That you have read all of them. */
        put: operations["put_me_notices_read"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/me/notices/unread": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How many of them you have not read. */
        get: operations["get_me_notices_unread"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/me/notices/{id}/read": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** That you have read one. */
        put: operations["put_me_notices_id_read"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/me/password": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Changes one's password; all other sessions end, and this one goes on by another cookie. */
        post: operations["post_me_password"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/me/second-factor": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Turns the second factor on, by a code that the app shows. */
        put: operations["put_me_second_factor"];
        /** Makes a secret for an app; it is of use once a code has confirmed it. */
        post: operations["post_me_second_factor"];
        /** Turns the second factor off. */
        delete: operations["delete_me_second_factor"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/me/second-factor/recovery-codes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Makes new recovery codes; those of before open nothing any more. */
        post: operations["post_me_second_factor_recovery_codes"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/me/sessions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One's sessions, the latest first. */
        get: operations["get_me_sessions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/me/sessions/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Ends one of them. */
        delete: operations["delete_me_sessions_id"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/me/sso": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Where one signs in. */
        get: operations["get_me_sso"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/me/sso/{provider}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Begins to link a sign-in at a provider to oneself: the browser goes where this answers, and comes back. */
        post: operations["post_me_sso_provider"];
        /** Signs in there no more. */
        delete: operations["delete_me_sso_provider"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/me/tokens": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One's API tokens, the latest first. */
        get: operations["get_me_tokens"];
        put?: never;
        /** Makes an API token. */
        post: operations["post_me_tokens"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/me/tokens/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Makes one of them good for nothing. */
        delete: operations["delete_me_tokens_id"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/messages": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The messages that runs have worked on, the latest first. */
        get: operations["get_messages"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/notices/deliveries": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Notices on their way out, and what became of them, the latest first. */
        get: operations["get_notices_deliveries"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/notices/deliveries/{id}/retry": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Tries one again that did not arrive. */
        post: operations["post_notices_deliveries_id_retry"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/oauth/callback": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Where a provider sends the browser back to. It shows a page, in words. */
        get: operations["get_oauth_callback"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/people": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** People by name. */
        get: operations["get_people"];
        put?: never;
        /** Adds somebody. */
        post: operations["post_people"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/people/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Somebody with their roles. */
        get: operations["get_people_id"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Renames somebody, lets them in no more, or again, and says where they get mail. */
        patch: operations["patch_people_id"];
        trace?: never;
    };
    "/api/people/{id}/password": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Gives somebody another password; all sessions of theirs end. */
        put: operations["put_people_id_password"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/people/{id}/second-factor": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Turns somebody's second factor off, who has lost it. */
        delete: operations["delete_people_id_second_factor"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/people/{id}/sessions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Somebody's sessions, the latest first. */
        get: operations["get_people_id_sessions"];
        put?: never;
        post?: never;
        /** Ends all of somebody's sessions. */
        delete: operations["delete_people_id_sessions"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/people/{id}/tokens": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Somebody's API tokens, the latest first. */
        get: operations["get_people_id_tokens"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/people/{person}/roles/{role}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Gives somebody a role. */
        put: operations["put_people_person_roles_role"];
        post?: never;
        /** Takes a role from somebody. */
        delete: operations["delete_people_person_roles_role"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/people/{person}/sessions/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Ends one of somebody's sessions. */
        delete: operations["delete_people_person_sessions_id"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/people/{person}/sso/{provider}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Links somebody to what a provider knows them by. */
        put: operations["put_people_person_sso_provider"];
        post?: never;
        /** Undoes that. */
        delete: operations["delete_people_person_sso_provider"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/people/{person}/tokens/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Makes one of somebody's API tokens good for nothing. */
        delete: operations["delete_people_person_tokens_id"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/permissions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** All that roles can let people do. */
        get: operations["get_permissions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/practice": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Whether there is a pretend mailbox to try automations on. */
        get: operations["get_practice"];
        put?: never;
        /**
         * Starts a pretend mailbox on this machine, with 200 messages, puts its password into the vault, lets runs reach this machine, and
         *     makes three automations for it. Asked again, it makes what is missing.
         */
        post: operations["post_practice"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/providers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The types of provider: what a form asks for, and what is known of each. */
        get: operations["get_providers"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/roles": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** All roles, by name. */
        get: operations["get_roles"];
        put?: never;
        /** Makes a role. */
        post: operations["post_roles"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/roles/names": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The names of roles, by name: of all for whoever manages people, connections or lockers, of their own for others. */
        get: operations["get_roles_names"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/roles/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Changes what the holders of a role may do. */
        put: operations["put_roles_id"];
        post?: never;
        /** Removes a role. */
        delete: operations["delete_roles_id"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/runs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The runs, the latest first: one's own, and those of others for who may see them. */
        get: operations["get_runs"];
        put?: never;
        /** Starts a run. It acts in the name of whoever starts it. */
        post: operations["post_runs"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/runs/failing": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Of each automation the last run that has ended, where it did not go well. */
        get: operations["get_runs_failing"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/runs/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A run with all that is known of it. */
        get: operations["get_runs_id"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/runs/{id}/again": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Runs the same again, in the name of whoever asks. */
        post: operations["post_runs_id_again"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/runs/{id}/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Ends a run: one that waits at once, one that runs when what it has begun is done. */
        post: operations["post_runs_id_cancel"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/runs/{id}/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The events of a run, as they come, until it ends: server-sent events.
         * @description Each has its number as `id`, and as data `{ number, said, event }`; the last is called `end`, with `{ run }`. Whoever
         *     comes back with `Last-Event-ID` is told what came after that one; 204: nothing does.
         */
        get: operations["get_runs_id_events"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/runs/{id}/files": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The files that a run has saved, in their order. */
        get: operations["get_runs_id_files"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/runs/{id}/files/{number}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A file that a run has saved. */
        get: operations["get_runs_id_files_number"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/runs/{id}/items": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The messages that a run has worked on, in their order. */
        get: operations["get_runs_id_items"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/runs/{id}/items/{number}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One message that a run has worked on. */
        get: operations["get_runs_id_items_number"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/session": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Begins a session.
         * @description Where a second factor is on, the answer is 401 with the words `sign-in-code-wanted`: the same is asked again with `code`.
         */
        post: operations["post_session"];
        /** Ends the session. */
        delete: operations["delete_session"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/settings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How this Control Room works. */
        get: operations["get_settings"];
        /** Changes how it works. */
        put: operations["put_settings"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/settings/notice-automation": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The automation by which notices go out by mail; null: they do not. */
        get: operations["get_settings_notice_automation"];
        /** Has notices go out by mail: the newest text of an automation runs with them, in your name. */
        put: operations["put_settings_notice_automation"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/settings/notice-webhook-secret": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Whether notices to the webhook are signed. What they are signed with is never shown. */
        get: operations["get_settings_notice_webhook_secret"];
        /** Sets what notices to the webhook are signed with. It is never shown again. */
        put: operations["put_settings_notice_webhook_secret"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/setup": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Whether there is an administrator. */
        get: operations["get_setup"];
        put?: never;
        /** Makes the first administrator. */
        post: operations["post_setup"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sso": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Where one may sign in besides here. */
        get: operations["get_sso"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sso-providers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** All providers, by name. */
        get: operations["get_sso_providers"];
        put?: never;
        /** Adds a provider. */
        post: operations["post_sso_providers"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sso-providers/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A provider. */
        get: operations["get_sso_providers_id"];
        /** Changes a provider. */
        put: operations["put_sso_providers_id"];
        post?: never;
        /** Removes a provider: nobody comes in by it any more. */
        delete: operations["delete_sso_providers_id"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sso/callback": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Takes the browser back from a provider, and begins a session. */
        get: operations["get_sso_callback"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sso/{provider}/begin": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Sends the browser to a provider, to sign in there. */
        get: operations["get_sso_provider_begin"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/healthz": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** That it runs. */
        get: operations["get_healthz"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/metrics": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Numbers for Prometheus: what this process was asked and how long that took; runs, connections and notices of all. */
        get: operations["get_metrics"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/readyz": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** That it can answer: its database does. */
        get: operations["get_readyz"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        /** @description Where a provider is asked. */
        Addresses: {
            authorization_url?: string | null;
            token_url: string;
            device_url?: string | null;
        };
        /**
         * @description What of a run is done again.
         * @enum {string}
         */
        Again: "rest" | "all";
        /** @description A token as its owner sees it. */
        ApiToken: {
            /** @description What it is revoked by: no token. */
            id: string;
            /** @description What it is for. */
            name: string;
            /** @description What it may do, as far as its owner may. */
            scopes: string[];
            /**
             * Format: date-time
             * @description When it was made.
             */
            made_at: string;
            /**
             * Format: date-time
             * @description It is good for nothing from then on.
             */
            expires_at: string;
            /**
             * Format: date-time
             * @description When it was used last, to the minute.
             */
            used_at?: string | null;
        };
        /** @description Where something stands in a text. */
        At: {
            /** @description The line, from 1. */
            line: number;
            /** @description The column in characters, from 1. */
            column: number;
            /** @description The way from the root, such as `steps[1].for_each_mail.where.from`. */
            path: string;
        };
        /**
         * @description Who gives the value of an attribute.
         * @enum {string}
         */
        AttributeInput: "standard" | "user_provided";
        /** @description An automation. */
        Automation: {
            /** @description The row's name. */
            id: string;
            /** @description By which others run it: `invoices/archive.yaml`. */
            path: string;
            /** @description As its text calls it. */
            name: string;
            /**
             * Format: int64
             * @description Which text of it is the newest: `If-Match` of the next change.
             */
            version: number;
            /**
             * Format: date-time
             * @description When it was changed.
             */
            changed_at: string;
        };
        /** @description Something wrong. */
        AutomationMistake: {
            /** @description The code of the sentence, for programs. */
            code: string;
            /** @description The sentence, in the language of who asks. */
            message: string;
            /** @description `error` or `warning`. */
            severity: string;
            /** @description In which automation, when it is another that this one runs. */
            file?: string | null;
            place?: components["schemas"]["At"] | null;
            related?: components["schemas"]["At"] | null;
        };
        /** @description An automation and its newest text. */
        AutomationOpened: components["schemas"]["Automation"] & {
            /** @description In YAML. */
            text: string;
        };
        /** @description What an app is told, this once. */
        Begun: {
            /** @description To be typed, in Base32. */
            secret: components["schemas"]["Told"];
            /** @description To be shown as a QR code. */
            url: components["schemas"]["Told"];
        };
        /** @description What somebody has to do to sign in: open an address, or type a code on another device. */
        BegunShown: {
            /** @description The provider's page. */
            authorization_url: string;
            /** @enum {string} */
            by: "browser";
        } | {
            /** @description By which it is asked how it stands. */
            attempt: string;
            /** @description Where the person goes. */
            verification_url: string;
            /** @description What they type there. */
            user_code: string;
            /**
             * Format: date-time
             * @description Until when.
             */
            expires_at: string;
            /** @enum {string} */
            by: "device";
        };
        /** @description The texts of automations, by their paths. */
        Bundle: {
            /** @description Path and text. */
            automations: {
                [key: string]: string;
            };
        };
        /** @description What is wrong with an automation. */
        Checkup: {
            /** @description Whether it can run. */
            ok: boolean;
            /** @description Everything that is wrong, warnings included, in the order of the text. */
            mistakes: components["schemas"]["AutomationMistake"][];
        };
        /** @description Where one may sign in. */
        Choice: {
            id: string;
            name: string;
        };
        /** @description What the app shows. */
        Confirmation: {
            code: components["schemas"]["Hidden"];
        };
        /** @description An OAuth connection. */
        ConnectionShown: {
            id: string;
            /** @description As automations write it. */
            name: string;
            /** @description As people read it. */
            title: string;
            provider: components["schemas"]["ProviderType"];
            tenant?: string | null;
            cloud: unknown;
            client_id: string;
            has_secret: boolean;
            /**
             * Format: date
             * @description The day on which the secret ends.
             */
            secret_expires_on?: string | null;
            has_certificate: boolean;
            /** Format: date-time */
            certificate_expires_at?: string | null;
            has_service_account_key: boolean;
            issuer?: string | null;
            authorization_url?: string | null;
            token_url?: string | null;
            device_url?: string | null;
            services: string[];
            /** @description As they were written; none: what the provider wants for the services. */
            scopes?: string[] | null;
            /** @description What is asked for. */
            wanted_scopes: string[];
            grant: components["schemas"]["Grant"];
            token: string;
            allowed_hosts: string[];
            subject?: string | null;
            roles: string[];
            is_default: boolean;
            owner?: string | null;
            /** @description Where browsers come back to: to be registered at the provider. */
            callback_url: string;
            status?: components["schemas"]["StatusShown"] | null;
            people?: components["schemas"]["People"] | null;
            warnings: components["schemas"]["Sentence"][];
            /** Format: date-time */
            made_at: string;
            /**
             * Format: int64
             * @description Which change of it this is: `If-Match` of the next one.
             */
            version: number;
        };
        /**
         * @description How a token stands.
         * @enum {string}
         */
        ConnectionState: "not_signed_in" | "active" | "needs_sign_in" | "failing";
        /** @description A credential. */
        Credential: {
            /** @description The row's name. */
            id: string;
            /** @description Its locker's row. */
            locker_id: string;
            /** @description Its locker's name. */
            locker: string;
            /** @description As automations write it. */
            name: string;
            /** @description What it is for. */
            description: string;
            /** @description To which hosts its values may go: `mail.example.org`, `*.example.org`; none named: to any. */
            allowed_hosts: string[];
            /** @description What it has values for. */
            attributes: components["schemas"]["CredentialAttribute"][];
            /** @description Who made it, for whoever takes part in the locker. */
            made_by?: string | null;
            /** @description Whether whoever asks may change it. */
            is_changeable: boolean;
            /**
             * Format: int64
             * @description Which change of it this is: `If-Match` of the next one.
             */
            version: number;
        };
        /** @description An attribute of a credential. Its value is never shown. */
        CredentialAttribute: {
            /** @description As automations write it. */
            name: string;
            /** @description Who gives its value. */
            input: components["schemas"]["AttributeInput"];
            /** @description Whether what is typed is hidden. */
            masked: boolean;
            /**
             * Format: date-time
             * @description When the value was given; none: nobody has. Of a user-provided one, that of whoever asks.
             */
            set_at?: string | null;
        };
        /** @description A credential to be made. */
        CredentialInLocker: {
            /**
             * @description As automations write it: `a-z`, `0-9`, `_`, `-`. It stays.
             * @example invoices
             */
            name: string;
            /** @description What it is for. */
            description?: string;
            /**
             * @description To which hosts its values may go: `mail.example.org`, `*.example.org`; none named: to any.
             * @example [
             *       "imap.example.org",
             *       "*.example.com"
             *     ]
             */
            allowed_hosts?: string[];
            /** @description What it has values for. */
            attributes: components["schemas"]["NewCredentialAttribute"][];
        };
        /** @description A notice on its way out, and what became of it. */
        Delivery: {
            /** @description The row's name, which is sent along: whoever gets it twice knows it by that. */
            id: string;
            /** @description By which way: `webhook` or `mail`. */
            channel: string;
            /** @description Of mail: whom it is for, by their row. */
            person_id?: string | null;
            /** @description What is told, in words. */
            said: string;
            /**
             * Format: date-time
             * @description When it happened.
             */
            at: string;
            /**
             * Format: int64
             * @description How often it was tried.
             */
            tries: number;
            /**
             * Format: date-time
             * @description When it arrived.
             */
            done_at?: string | null;
            /**
             * Format: date-time
             * @description When it is tried next; none, and it did not arrive: it was given up.
             */
            due_at?: string | null;
            /** @description Why it did not arrive the last time. */
            failed?: string | null;
        };
        /** @description What administrators say of a provider. */
        Details: {
            /** @description What people choose when they sign in. */
            name: string;
            /**
             * @description Its issuer: `https://login.example.org`, below which its description is.
             * @example https://login.example.org
             */
            issuer: string;
            /** @description What it knows this Control Room by. */
            client_id: string;
            /** @description Our secret goes in the body of a request, and not in its header: some take it there only. */
            secret_in_body?: boolean;
            /** @description What is asked for besides `openid`. */
            scopes?: string[];
            /** @description The claim that is the name of a new person. Of `email` the provider has to say that it is theirs. */
            name_claim?: string;
            /** @description The claim that holds groups; none: it tells none. */
            groups_claim?: string | null;
            /**
             * @description Groups, as the provider names them, and the roles that those in them hold here, by the rows' names. These roles are
             *     given and taken at each sign-in; others are left alone.
             */
            groups?: {
                [key: string]: string[];
            };
            /** @description Who is not known here is made when they sign in first. */
            makes_people?: boolean;
            /** @description Who signs in there signs in by no password here. */
            ends_passwords?: boolean;
        };
        /** @description A text to be looked at. */
        Draft: {
            /** @description In YAML. */
            text: string;
            /** @description Where it is, or would be: whom it runs is looked for from there. */
            path?: string;
        };
        /**
         * @description What ends.
         * @enum {string}
         */
        Ends: "token" | "secret" | "certificate" | "provider";
        /** @description A sentence. */
        Evidence: {
            /** @description Its code, for programs. */
            code: string;
            /** @description The sentence, in the language of who asks. */
            said: string;
        };
        /** @description Something that ends. */
        ExpiryShown: {
            what: components["schemas"]["Ends"];
            /**
             * Format: date-time
             * @description When.
             */
            at: string;
            /** @description The connection. */
            connection: string;
            /** @description What people call it. */
            title: string;
            /** @description Whose token it is, where each person has their own. */
            person?: string | null;
            /** @description What to do. */
            advice: components["schemas"]["Sentence"];
        };
        /** @description A field of a form. */
        Field: {
            /** @description As it is written in the request. */
            name: string;
            takes: components["schemas"]["Takes"];
            /** @description Whether it has to be filled in; of some grants only, where `grants` says so. */
            required: boolean;
            /** @description The grants that it is for; none: all of them. */
            grants?: components["schemas"]["Grant"][];
            label: components["schemas"]["Word"];
            help: components["schemas"]["Word"];
        };
        /** @description A file of a message. */
        FileShown: {
            /** @description As its sender calls it. */
            name: string;
            /** @description Its media type. */
            content_type: string;
            /**
             * Format: int64
             * @description Bytes, about.
             */
            size: number;
        };
        /** @description What was found at one step. */
        Finding: {
            /** @description The session. */
            session: string;
            /** @description The step: `values`, `names`, `connection`, `tls`, `greeting`, `token`, `sign_in`, `folders`, `message` or `sending`. */
            step: string;
            /** @description The step in words. */
            name: string;
            /**
             * Format: int64
             * @description How long it took.
             */
            took_ms: number;
            /** @description What shows that it works. */
            evidence: components["schemas"]["Evidence"][];
            failure?: components["schemas"]["RunFailure"] | null;
            advice?: components["schemas"]["Evidence"] | null;
        };
        /** @description Who becomes the administrator. */
        First: {
            /** @description The set-up token that was printed where Carteiro was started. */
            token: components["schemas"]["Hidden"];
            name: string;
            password: components["schemas"]["Hidden"];
            /** @example pt-BR */
            language?: string | null;
        };
        /** @description A folder of a mailbox. */
        FolderFound: {
            /** @description As automations write it. */
            path: string;
            /** @description What it is for, where the server says so: `inbox`, `sent`. */
            role?: string | null;
            /** @description Whether messages can be in it. */
            selectable: boolean;
        };
        /** @description The folders of a mailbox. */
        FoldersFound: {
            folders: components["schemas"]["FolderFound"][];
        };
        /** @description A type of provider. */
        Form: {
            provider: components["schemas"]["ProviderType"];
            label: components["schemas"]["Word"];
            fields: components["schemas"]["Field"][];
            grants: components["schemas"]["GrantShown"][];
            /** @description What its tokens can be for. */
            services: string[];
            addresses?: components["schemas"]["Addresses"] | null;
            /** @description What is asked for when nobody says, by service. */
            scopes: {
                [key: string]: components["schemas"]["Scopes"];
            };
        };
        /** @description A message, and the run that has worked on it. */
        Found: {
            /** @description The run. */
            run: components["schemas"]["Run"];
            /** @description The message in it. */
            item: components["schemas"]["Item"];
        };
        /** @description A provider, and our secret there. */
        Given: {
            details: components["schemas"]["Details"];
            /**
             * Format: password
             * @description Our secret there. Left out: as it is; null: there is none.
             */
            secret?: string | null;
        };
        /** @description Another password for somebody. */
        GivenPassword: {
            password: components["schemas"]["Hidden"];
        };
        /**
         * @description How tokens are had (RFC 6749 §1.3, RFC 8628, RFC 7523 §2.1).
         * @enum {string}
         */
        Grant: "authorization_code" | "client_credentials" | "device_code" | "service_account";
        /** @description A grant that a provider knows. */
        GrantShown: {
            grant: components["schemas"]["Grant"];
            label: components["schemas"]["Word"];
        };
        /**
         * Format: password
         * @description A text that must never be seen.
         */
        Hidden: string;
        /** @description That somebody signs in at a provider. */
        Identity: {
            /** @description The provider, by its row. */
            provider: string;
            /** @description What people call it. */
            name: string;
            /** @description What it knows them by. */
            subject: string;
        };
        /** @description What came of each automation of a bundle. */
        Imported: {
            /** @description By path. */
            automations: {
                [key: string]: components["schemas"]["Taken"];
            };
        };
        /** @description A message in a run. */
        Item: {
            /**
             * Format: int64
             * @description Which of the run, from 1.
             */
            number: number;
            /** @description Its number in its loops, such as `3.1`; empty: of a step that changes many messages. */
            place: string;
            /** @description The step, by its way through the automation. */
            step: string;
            /** @description Its subject. */
            subject: string;
            /** @description Its sender. */
            from: string;
            /** @description Its Message-ID, without the brackets. */
            message_id?: string | null;
            /**
             * Format: date-time
             * @description When its server received it.
             */
            received_at?: string | null;
            /** @description The folder in which it was found. */
            folder?: string | null;
            /** @description What became of it. */
            outcome: components["schemas"]["Outcome"];
            failure?: components["schemas"]["RunFailure"] | null;
            /** @description What was done to it, in the language of who asks. */
            effects: string[];
            /**
             * Format: date-time
             * @description When it was begun.
             */
            at: string;
        };
        /** @description A label in both languages. */
        Labels: {
            en: string;
            "pt-BR": string;
        };
        /** @description What is told of a connection: a finding for each step, and a verdict at the end. */
        Line: components["schemas"]["Finding"] | components["schemas"]["Verdict"];
        /** @description A locker. */
        Locker: {
            /** @description The row's name. */
            id: string;
            /** @description As automations write it. */
            name: string;
            /** @description What it is for. */
            description: string;
            /** @description What whoever asks is in it. */
            standing: components["schemas"]["LockerStanding"];
            /**
             * Format: int64
             * @description Which change of it this is: `If-Match` of the next one.
             */
            version: number;
        };
        /** @description What changes of a locker. */
        LockerChange: {
            /** @description What it is for. */
            description: string;
        };
        /** @description Somebody in a locker. */
        LockerMember: {
            /** @description The person's row. */
            id: string;
            /** @description What they are called. */
            name: string;
            /** @description They may no longer come in. */
            disabled: boolean;
            /** @description What they are in it. */
            standing: components["schemas"]["LockerStanding"];
        };
        /** @description What somebody is to be in a locker. */
        LockerPlace: {
            /** @description Participant, manager or owner; consumers are so by a role. */
            standing: components["schemas"]["LockerStanding"];
        };
        /**
         * @description What somebody is in a locker: each may do what those before it may.
         * @enum {string}
         */
        LockerStanding: "consumer" | "participant" | "manager" | "owner";
        /** @description What is to be looked at: an automation, a text, or the text that an automation is about to have. */
        Looked: {
            /** @description The automation: its row, or its path. */
            automation?: string | null;
            /**
             * Format: int64
             * @description Which text of it; left out: the newest.
             */
            version?: number | null;
            /** @description A text instead, in YAML, which is not saved: for who may write automations. */
            text?: string | null;
            /**
             * @description What the text would be called by those that it runs; left out: as the automation is.
             * @example invoices/archive.yaml
             */
            path?: string | null;
            /** @description Values for its variables. Credentials are not among them. */
            variables?: Record<string, never>;
        };
        /** @description A token that was made. */
        Made: components["schemas"]["ApiToken"] & {
            /** @description The token itself, told this once: `Authorization: Bearer carteiro_…`. */
            token: components["schemas"]["Told"];
        };
        /** @description Whoever is signed in. */
        Me: {
            id: string;
            name: string;
            permissions: string[];
            /** @example pt-BR */
            language?: string | null;
            /** @example America/Sao_Paulo */
            time_zone?: string | null;
            /**
             * @description Where notices go by mail.
             * @example ana@example.org
             */
            email?: string | null;
            second_factor: components["schemas"]["SecondFactor"];
            /** Format: int64 */
            version: number;
        };
        /** @description Who is in a locker, or could be. */
        Members_LockerMember: {
            /** @description The people. */
            people: {
                /** @description The person's row. */
                id: string;
                /** @description What they are called. */
                name: string;
                /** @description They may no longer come in. */
                disabled: boolean;
                /** @description What they are in it. */
                standing: components["schemas"]["LockerStanding"];
            }[];
            /** @description The roles whose holders consume. */
            roles: components["schemas"]["Named"][];
        };
        /** @description Who is in a locker, or could be. */
        Members_Named: {
            /** @description The people. */
            people: {
                /** @description Its row. */
                id: string;
                /** @description What it is called. */
                name: string;
            }[];
            /** @description The roles whose holders consume. */
            roles: components["schemas"]["Named"][];
        };
        /** @description The text of a message, and what its files are called. */
        MessageShown: {
            /** @description Whom it is for. */
            to: string[];
            /** @description Who gets a copy. */
            cc: string[];
            /** @description The text that a person reads, as `mail.text` is in a template. */
            text: string;
            /**
             * @description The HTML that its sender wrote: nothing in it runs, loads anything or leads anywhere. None: it has none, or none that
             *     can be made so.
             */
            html?: string | null;
            /** @description Whether there is more text than this. */
            is_cut: boolean;
            /** @description Its files, but for what is shown inside its text. */
            attachments: components["schemas"]["FileShown"][];
        };
        /** @description Something that has a name. */
        Named: {
            /** @description Its row. */
            id: string;
            /** @description What it is called. */
            name: string;
        };
        /** @description A new automation. */
        New: {
            /**
             * @description By which others run it: plain names with `/` between them.
             * @example invoices/archive.yaml
             */
            path: string;
            /** @description In YAML. */
            text: string;
            /** @description What is to be said about it. */
            note?: string;
        };
        /** @description What a credential is to be. */
        NewCredential: {
            /** @description What it is for. */
            description?: string;
            /**
             * @description To which hosts its values may go: `mail.example.org`, `*.example.org`; none named: to any.
             * @example [
             *       "imap.example.org",
             *       "*.example.com"
             *     ]
             */
            allowed_hosts?: string[];
            /** @description What it has values for. Who leaves one out removes its values. */
            attributes: components["schemas"]["NewCredentialAttribute"][];
        };
        /** @description An attribute that a credential is to have. */
        NewCredentialAttribute: {
            /**
             * @description As automations write it: `a-z`, `0-9`, `_`, `-`.
             * @example password
             */
            name: string;
            /** @description Who gives its value. */
            input?: components["schemas"]["AttributeInput"];
            /** @description Whether what is typed is hidden. */
            masked?: boolean;
        };
        /** @description A locker to be made. */
        NewLocker: {
            /**
             * @description As automations write it: `a-z`, `0-9`, `_`, `-`. It stays.
             * @example finance
             */
            name: string;
            /** @description What it is for. */
            description?: string;
        };
        /** @description The automation by which notices are to go out. */
        NewNoticeAutomation: {
            /**
             * @description Its row, or its path. It has the variables `to`, `subject` and `text`, and requires no other. Null: notices do not go
             *     out by mail.
             */
            automation?: string | null;
        };
        /** @description Another password for oneself. */
        NewPassword: {
            /** @description The one of now. */
            old: components["schemas"]["Hidden"];
            new: components["schemas"]["Hidden"];
        };
        /** @description Another path. */
        NewPath: {
            /** @example invoices/archive.yaml */
            path: string;
        };
        /** @description Somebody to be added. */
        NewPerson: {
            name: string;
            password: components["schemas"]["Hidden"];
        };
        /** @description A role to be made. */
        NewRole: {
            name: string;
            permissions: string[];
        };
        /** @description What is to be run: an automation, or a text that is tried. */
        NewRun: {
            /** @description The automation: its row, or its path. */
            automation?: string | null;
            /**
             * Format: int64
             * @description Which text of it; left out: the newest.
             */
            version?: number | null;
            /** @description A text to be tried, in YAML: for who may write automations. It remembers nothing beyond the run. */
            text?: string | null;
            /**
             * @description What the text would be called by those that it runs.
             * @example invoices/archive.yaml
             */
            path?: string | null;
            /** @description Values for its variables. Credentials are not among them. */
            variables?: Record<string, never>;
            /** @description Nothing happens, and the events tell what would. */
            dry_run?: boolean;
        };
        /** @description A text for an automation. */
        NewText: {
            /** @description In YAML. */
            text: string;
            /** @description What is to be said about the change. */
            note?: string;
        };
        /** @description A token to be made. */
        NewToken: {
            /** @description What it is for. */
            name: string;
            /** @description What it may do: some of what you may. */
            scopes: string[];
            /**
             * Format: date-time
             * @description Until when: a year at the most.
             */
            expires_at: string;
        };
        /** @description How it is run again. */
        NewTry: {
            /** @description `rest`: no effect that it had is repeated; `all`: as if it had never run. */
            what: components["schemas"]["Again"];
        };
        /** @description A value. */
        NewValue: {
            /** @description At most 64 KiB. */
            value: components["schemas"]["Hidden"];
        };
        /** @description Something that somebody was told of. */
        Notice: {
            /** @description The row's name. */
            id: string;
            /** @description What it is about: `connection`. */
            kind: string;
            /** @description The name of the row that it is about. */
            about: string;
            /** @description Which sentence it is: `notice-needs-sign-in`. */
            code: string;
            /** @description In words. */
            said: string;
            /** @description Why, in words. */
            because?: string | null;
            /**
             * Format: date-time
             * @description When it happened.
             */
            at: string;
            /**
             * Format: date-time
             * @description When it was read.
             */
            read_at?: string | null;
        };
        /** @description The automation by which notices go out by mail. */
        NoticeAutomation: {
            /** @description Its row. */
            automation_id: string;
            /** @description What it is called by others. */
            path: string;
            /**
             * Format: int64
             * @description Which text of it runs, whatever is saved later.
             */
            version: number;
            /** @description Whoever has chosen it: it runs in their name. */
            person_id: string;
            /** @description The same, by name. */
            person: string;
            /**
             * Format: date-time
             * @description When.
             */
            set_at: string;
        };
        /**
         * @description What became of a message in a run.
         * @enum {string}
         */
        Outcome: "begun" | "done" | "failed" | "skipped" | "unknown" | "cancelled";
        /** @description A connection in which each person signs in, as one of them sees it. */
        Own: {
            id: string;
            /** @description As automations write it. */
            name: string;
            /** @description As people read it. */
            title: string;
            provider: components["schemas"]["ProviderType"];
            /** @description How your token stands. */
            status: components["schemas"]["StatusShown"];
        };
        /** @description An attribute whose value each person gives for themselves. */
        OwnCredential: {
            /** @description The credential's row. */
            credential: string;
            /** @description The locker's name. */
            locker: string;
            /** @description The credential's name. */
            name: string;
            /** @description What the credential is for. */
            description: string;
            /** @description The attribute. */
            attribute: string;
            /** @description Whether what is typed is hidden. */
            masked: boolean;
            /**
             * Format: date-time
             * @description When the person gave their value; none: they have not.
             */
            set_at?: string | null;
        };
        /** @description A page of a list. */
        Page_Automation: {
            /** @description What is on it. */
            items: {
                /** @description The row's name. */
                id: string;
                /** @description By which others run it: `invoices/archive.yaml`. */
                path: string;
                /** @description As its text calls it. */
                name: string;
                /**
                 * Format: int64
                 * @description Which text of it is the newest: `If-Match` of the next change.
                 */
                version: number;
                /**
                 * Format: date-time
                 * @description When it was changed.
                 */
                changed_at: string;
            }[];
            /** @description Asks for the page after it; none: this is the last. */
            next?: string | null;
        };
        /** @description A page of a list. */
        Page_Credential: {
            /** @description What is on it. */
            items: {
                /** @description The row's name. */
                id: string;
                /** @description Its locker's row. */
                locker_id: string;
                /** @description Its locker's name. */
                locker: string;
                /** @description As automations write it. */
                name: string;
                /** @description What it is for. */
                description: string;
                /** @description To which hosts its values may go: `mail.example.org`, `*.example.org`; none named: to any. */
                allowed_hosts: string[];
                /** @description What it has values for. */
                attributes: components["schemas"]["CredentialAttribute"][];
                /** @description Who made it, for whoever takes part in the locker. */
                made_by?: string | null;
                /** @description Whether whoever asks may change it. */
                is_changeable: boolean;
                /**
                 * Format: int64
                 * @description Which change of it this is: `If-Match` of the next one.
                 */
                version: number;
            }[];
            /** @description Asks for the page after it; none: this is the last. */
            next?: string | null;
        };
        /** @description A page of a list. */
        Page_Delivery: {
            /** @description What is on it. */
            items: {
                /** @description The row's name, which is sent along: whoever gets it twice knows it by that. */
                id: string;
                /** @description By which way: `webhook` or `mail`. */
                channel: string;
                /** @description Of mail: whom it is for, by their row. */
                person_id?: string | null;
                /** @description What is told, in words. */
                said: string;
                /**
                 * Format: date-time
                 * @description When it happened.
                 */
                at: string;
                /**
                 * Format: int64
                 * @description How often it was tried.
                 */
                tries: number;
                /**
                 * Format: date-time
                 * @description When it arrived.
                 */
                done_at?: string | null;
                /**
                 * Format: date-time
                 * @description When it is tried next; none, and it did not arrive: it was given up.
                 */
                due_at?: string | null;
                /** @description Why it did not arrive the last time. */
                failed?: string | null;
            }[];
            /** @description Asks for the page after it; none: this is the last. */
            next?: string | null;
        };
        /** @description A page of a list. */
        Page_Found: {
            /** @description What is on it. */
            items: {
                /** @description The run. */
                run: components["schemas"]["Run"];
                /** @description The message in it. */
                item: components["schemas"]["Item"];
            }[];
            /** @description Asks for the page after it; none: this is the last. */
            next?: string | null;
        };
        /** @description A page of a list. */
        Page_Item: {
            /** @description What is on it. */
            items: {
                /**
                 * Format: int64
                 * @description Which of the run, from 1.
                 */
                number: number;
                /** @description Its number in its loops, such as `3.1`; empty: of a step that changes many messages. */
                place: string;
                /** @description The step, by its way through the automation. */
                step: string;
                /** @description Its subject. */
                subject: string;
                /** @description Its sender. */
                from: string;
                /** @description Its Message-ID, without the brackets. */
                message_id?: string | null;
                /**
                 * Format: date-time
                 * @description When its server received it.
                 */
                received_at?: string | null;
                /** @description The folder in which it was found. */
                folder?: string | null;
                /** @description What became of it. */
                outcome: components["schemas"]["Outcome"];
                failure?: components["schemas"]["RunFailure"] | null;
                /** @description What was done to it, in the language of who asks. */
                effects: string[];
                /**
                 * Format: date-time
                 * @description When it was begun.
                 */
                at: string;
            }[];
            /** @description Asks for the page after it; none: this is the last. */
            next?: string | null;
        };
        /** @description A page of a list. */
        Page_Locker: {
            /** @description What is on it. */
            items: {
                /** @description The row's name. */
                id: string;
                /** @description As automations write it. */
                name: string;
                /** @description What it is for. */
                description: string;
                /** @description What whoever asks is in it. */
                standing: components["schemas"]["LockerStanding"];
                /**
                 * Format: int64
                 * @description Which change of it this is: `If-Match` of the next one.
                 */
                version: number;
            }[];
            /** @description Asks for the page after it; none: this is the last. */
            next?: string | null;
        };
        /** @description A page of a list. */
        Page_Notice: {
            /** @description What is on it. */
            items: {
                /** @description The row's name. */
                id: string;
                /** @description What it is about: `connection`. */
                kind: string;
                /** @description The name of the row that it is about. */
                about: string;
                /** @description Which sentence it is: `notice-needs-sign-in`. */
                code: string;
                /** @description In words. */
                said: string;
                /** @description Why, in words. */
                because?: string | null;
                /**
                 * Format: date-time
                 * @description When it happened.
                 */
                at: string;
                /**
                 * Format: date-time
                 * @description When it was read.
                 */
                read_at?: string | null;
            }[];
            /** @description Asks for the page after it; none: this is the last. */
            next?: string | null;
        };
        /** @description A page of a list. */
        Page_OwnCredential: {
            /** @description What is on it. */
            items: {
                /** @description The credential's row. */
                credential: string;
                /** @description The locker's name. */
                locker: string;
                /** @description The credential's name. */
                name: string;
                /** @description What the credential is for. */
                description: string;
                /** @description The attribute. */
                attribute: string;
                /** @description Whether what is typed is hidden. */
                masked: boolean;
                /**
                 * Format: date-time
                 * @description When the person gave their value; none: they have not.
                 */
                set_at?: string | null;
            }[];
            /** @description Asks for the page after it; none: this is the last. */
            next?: string | null;
        };
        /** @description A page of a list. */
        Page_Person: {
            /** @description What is on it. */
            items: {
                /** @description The row's name. */
                id: string;
                /** @description What they sign in with, often an address. */
                name: string;
                /** @description Nobody comes in so. */
                disabled: boolean;
                /**
                 * @description What they read; none: what their browser asks for.
                 * @example pt-BR
                 */
                language?: string | null;
                /**
                 * @description Where they are, by the name of a time zone; none: not said.
                 * @example America/Sao_Paulo
                 */
                time_zone?: string | null;
                /**
                 * @description Where they get mail; none: not said.
                 * @example ana@example.org
                 */
                email?: string | null;
                /**
                 * Format: int64
                 * @description Which change of it this is: `If-Match` of the next one.
                 */
                version: number;
            }[];
            /** @description Asks for the page after it; none: this is the last. */
            next?: string | null;
        };
        /** @description A page of a list. */
        Page_Recorded: {
            /** @description What is on it. */
            items: {
                /** @description The row's name: later ones are greater. */
                id: string;
                /**
                 * Format: date-time
                 * @description When.
                 */
                at: string;
                /** @description Who, by their row. */
                person_id?: string | null;
                /** @description Who, by the name they had then. */
                person?: string | null;
                /** @description How they came. */
                way: components["schemas"]["Way"];
                /** @description From where. */
                address?: string | null;
                /** @description What it was done to: its kind. */
                kind: string;
                /** @description What it was done to: its row. */
                about: string;
                /** @description The code of the sentence and its values. */
                words: Record<string, never>;
                /** @description The sentence, in the language of who asks. */
                said: string;
                /** @description The kind of what it was refused with. */
                refused?: string | null;
            }[];
            /** @description Asks for the page after it; none: this is the last. */
            next?: string | null;
        };
        /** @description A page of a list. */
        Page_Run: {
            /** @description What is on it. */
            items: {
                /** @description The row's name: later ones are greater. */
                id: string;
                /** @description Which automation; none: a text that was tried, or a file at a terminal. */
                automation_id?: string | null;
                /**
                 * Format: int64
                 * @description Which text of it.
                 */
                version?: number | null;
                /** @description What it called itself then. */
                name: string;
                /** @description Nothing happens in it. */
                dry_run: boolean;
                /** @description The run whose effects it does not repeat: itself, unless it tries that one again. */
                origin: string;
                /** @description In whose name it acts: their row; none: whoever holds the key. */
                person_id?: string | null;
                /** @description The name they had then. */
                person?: string | null;
                /** @description Who started it. */
                by_id?: string | null;
                /** @description The name they had then. */
                by_name?: string | null;
                /** @description How far it is. */
                state: components["schemas"]["RunState"];
                /** @description Somebody wants it to end. */
                stop_asked: boolean;
                /**
                 * Format: date-time
                 * @description When it was started.
                 */
                queued_at: string;
                /**
                 * Format: date-time
                 * @description When it began.
                 */
                began_at?: string | null;
                /**
                 * Format: date-time
                 * @description When it ended.
                 */
                ended_at?: string | null;
                /**
                 * Format: int64
                 * @description Items that were done.
                 */
                done: number;
                /**
                 * Format: int64
                 * @description Items that failed.
                 */
                failed: number;
                /**
                 * Format: int64
                 * @description Files that were saved.
                 */
                files: number;
                /**
                 * Format: int64
                 * @description Bytes in them.
                 */
                bytes: number;
                failure?: components["schemas"]["RunFailure"] | null;
            }[];
            /** @description Asks for the page after it; none: this is the last. */
            next?: string | null;
        };
        /** @description A page of a list. */
        Page_SavedFile: {
            /** @description What is on it. */
            items: {
                /**
                 * Format: int64
                 * @description Which of the run, from 1.
                 */
                number: number;
                /** @description Beneath the folder of the automation. */
                path: string;
                /**
                 * Format: int64
                 * @description In bytes.
                 */
                size: number;
                /** @description Of its content, in hexadecimal. */
                sha256: string;
            }[];
            /** @description Asks for the page after it; none: this is the last. */
            next?: string | null;
        };
        /** @description A page of a list. */
        Page_Version: {
            /** @description What is on it. */
            items: {
                /**
                 * Format: int64
                 * @description The first is 1.
                 */
                version: number;
                /** @description What was said about it. */
                note: string;
                /** @description Who made it, by their row. */
                person_id?: string | null;
                /** @description Who made it, by the name they had then; none: somebody at the terminal. */
                person?: string | null;
                /**
                 * Format: date-time
                 * @description When.
                 */
                at: string;
            }[];
            /** @description Asks for the page after it; none: this is the last. */
            next?: string | null;
        };
        /** @description How many people's tokens stand how. */
        People: {
            /** @description Runs of so many get one. */
            active: number;
            /** @description So many have to sign in again. */
            needs_sign_in: number;
            /** @description Of so many there is none just now. */
            failing: number;
        };
        /** @description One thing that somebody may do. */
        PermissionShown: {
            /**
             * @description As roles and API tokens name it.
             * @example run_automations
             */
            name: string;
            /** @description What people call it. */
            label: components["schemas"]["Labels"];
        };
        /** @description Somebody who may come in. */
        Person: {
            /** @description The row's name. */
            id: string;
            /** @description What they sign in with, often an address. */
            name: string;
            /** @description Nobody comes in so. */
            disabled: boolean;
            /**
             * @description What they read; none: what their browser asks for.
             * @example pt-BR
             */
            language?: string | null;
            /**
             * @description Where they are, by the name of a time zone; none: not said.
             * @example America/Sao_Paulo
             */
            time_zone?: string | null;
            /**
             * @description Where they get mail; none: not said.
             * @example ana@example.org
             */
            email?: string | null;
            /**
             * Format: int64
             * @description Which change of it this is: `If-Match` of the next one.
             */
            version: number;
        };
        /** @description What changes of somebody; what is left out stays. */
        PersonChange: {
            name?: string | null;
            /** @description Nobody comes in so, and all sessions end. */
            disabled?: boolean | null;
            /** @description Where they get mail; empty: it is not said any more. */
            email?: string | null;
        };
        /** @description The automations that one begins with. */
        PracticeBegun: {
            automations: components["schemas"]["Automation"][];
        };
        /** @description Whether there is a pretend mailbox to try on. */
        PracticeOffered: {
            /** @description Whether it can be had here. */
            offered: boolean;
            /** @description Whether somebody has begun with it. */
            begun: boolean;
        };
        /** @description What a step would find now. */
        Preview: {
            /** @description The first messages, in the order of the step. */
            messages: components["schemas"]["Previewed"][];
            /** @description Whether there are more. */
            is_more: boolean;
            /** @description How many of those that were looked at cannot be read. */
            unreadable: number;
        };
        /** @description A message that a step would find. */
        Previewed: {
            /** @description Names it to whoever wants to read it, as long as it stays where it is. */
            id: string;
            /** @description The folder that it is in. */
            folder: string;
            /** @description Its subject. */
            subject: string;
            /** @description Its senders. */
            from: string[];
            /**
             * Format: date-time
             * @description When its server received it.
             */
            received_at?: string | null;
            /**
             * Format: int64
             * @description Bytes.
             */
            size: number;
            /** @description Whether it was read. */
            seen: boolean;
            /** @description Whether it is marked for attention. */
            flagged: boolean;
            /** @description Whether it was answered. */
            answered: boolean;
            /** @description Other marks, as the server spells them. */
            keywords: string[];
            /** @description Whether it has attachments; none: it would take all of the message to know. */
            has_attachments?: boolean | null;
        };
        /** @description Why something is refused (RFC 9457). */
        Problem: {
            type: string;
            /** @description What went wrong, in the language that is asked for. */
            title: string;
            /** Format: int32 */
            status: number;
            /**
             * @description The kind: `not_found`.
             * @example not_found
             */
            code: string;
            /** @description Which words: `person-missing`. */
            words: string;
            /** @description What of the request is wrong, where that is known. */
            errors?: components["schemas"]["ProblemError"][];
            /** @description What was no mistake of whoever asked: by this the log of the server tells more. */
            request?: string | null;
        };
        /** @description What of a request is wrong (RFC 9457 §3). */
        ProblemError: {
            /**
             * @description Where, by a JSON Pointer into the body (RFC 6901): `/name`.
             * @example /name
             */
            pointer: string;
            /** @description What is wrong there. */
            detail: string;
        };
        /** @description What changes; what is left out stays, and what is null is not said any more. */
        Profile: {
            /**
             * @description What Carteiro answers in: `en` or `pt-BR`.
             * @example pt-BR
             */
            language?: string | null;
            /**
             * @description Where you are, by the name of a time zone.
             * @example America/Sao_Paulo
             */
            time_zone?: string | null;
            /**
             * @description Where notices go by mail.
             * @example ana@example.org
             */
            email?: string | null;
        };
        /**
         * @description How an attempt stands.
         * @enum {string}
         */
        Progress: "pending" | "done" | "refused" | "expired";
        /** @description How a sign-in stands. */
        ProgressShown: {
            state: components["schemas"]["Progress"];
            reason?: components["schemas"]["ReasonShown"] | null;
        };
        /** @description A provider. */
        Provider: {
            /** @description The row's name. */
            id: string;
            /** @description What administrators say of it. */
            details: components["schemas"]["Details"];
            /** @description Whether there is a secret, which nobody is told. */
            has_secret: boolean;
            /**
             * Format: int64
             * @description Which change of it this is: `If-Match` of the next one.
             */
            version: number;
        };
        /**
         * @description Whose server gives out the tokens.
         * @enum {string}
         */
        ProviderType: "google" | "microsoft" | "yahoo" | "custom";
        /** @description Why there is no token. */
        ReasonShown: components["schemas"]["Sentence"] & {
            /** @description In the words of the provider. */
            detail?: string | null;
            advice?: components["schemas"]["Sentence"] | null;
        };
        /** @description Something that was done, or refused. */
        Recorded: {
            /** @description The row's name: later ones are greater. */
            id: string;
            /**
             * Format: date-time
             * @description When.
             */
            at: string;
            /** @description Who, by their row. */
            person_id?: string | null;
            /** @description Who, by the name they had then. */
            person?: string | null;
            /** @description How they came. */
            way: components["schemas"]["Way"];
            /** @description From where. */
            address?: string | null;
            /** @description What it was done to: its kind. */
            kind: string;
            /** @description What it was done to: its row. */
            about: string;
            /** @description The code of the sentence and its values. */
            words: Record<string, never>;
            /** @description The sentence, in the language of who asks. */
            said: string;
            /** @description The kind of what it was refused with. */
            refused?: string | null;
        };
        /** @description Codes that open once each, and are told this once. */
        RecoveryCodes: {
            recovery_codes: components["schemas"]["Told"][];
        };
        /** @description What some people may do. */
        Role: {
            /** @description The row's name. */
            id: string;
            /** @description What people call it. */
            name: string;
            /** @description What its holders may do. */
            permissions: string[];
            /**
             * Format: int64
             * @description Which change of it this is: `If-Match` of the next one.
             */
            version: number;
        };
        /** @description What the holders of a role may do. */
        RoleChange: {
            permissions: string[];
        };
        /** @description What a role is called. */
        RoleName: {
            /** @description The row's name. */
            id: string;
            /** @description What people call it. */
            name: string;
        };
        /** @description A run. */
        Run: {
            /** @description The row's name: later ones are greater. */
            id: string;
            /** @description Which automation; none: a text that was tried, or a file at a terminal. */
            automation_id?: string | null;
            /**
             * Format: int64
             * @description Which text of it.
             */
            version?: number | null;
            /** @description What it called itself then. */
            name: string;
            /** @description Nothing happens in it. */
            dry_run: boolean;
            /** @description The run whose effects it does not repeat: itself, unless it tries that one again. */
            origin: string;
            /** @description In whose name it acts: their row; none: whoever holds the key. */
            person_id?: string | null;
            /** @description The name they had then. */
            person?: string | null;
            /** @description Who started it. */
            by_id?: string | null;
            /** @description The name they had then. */
            by_name?: string | null;
            /** @description How far it is. */
            state: components["schemas"]["RunState"];
            /** @description Somebody wants it to end. */
            stop_asked: boolean;
            /**
             * Format: date-time
             * @description When it was started.
             */
            queued_at: string;
            /**
             * Format: date-time
             * @description When it began.
             */
            began_at?: string | null;
            /**
             * Format: date-time
             * @description When it ended.
             */
            ended_at?: string | null;
            /**
             * Format: int64
             * @description Items that were done.
             */
            done: number;
            /**
             * Format: int64
             * @description Items that failed.
             */
            failed: number;
            /**
             * Format: int64
             * @description Files that were saved.
             */
            files: number;
            /**
             * Format: int64
             * @description Bytes in them.
             */
            bytes: number;
            failure?: components["schemas"]["RunFailure"] | null;
        };
        /** @description A failure, with its words. */
        RunFailure: {
            /** @description What it is: kind, code and values of the sentence, place in the automation. */
            failure: unknown;
            /** @description The sentence, in the language of who asks. */
            said: string;
        };
        /** @description A run with all that is known of it. */
        RunOpened: components["schemas"]["Run"] & {
            /** @description Its variables, as they were given. */
            variables: Record<string, never>;
            /** @description What its text digests to, in hexadecimal. */
            digest: string;
            /** @description What its sessions cost on the wire, once it has ended. */
            cost?: Record<string, never> | null;
            /**
             * Format: int64
             * @description How many events there were so far.
             */
            events: number;
            /**
             * Format: int64
             * @description How many of them, in the middle, are no longer kept.
             */
            left_out: number;
        };
        /**
         * @description How far a run is.
         * @enum {string}
         */
        RunState: "queued" | "running" | "ok" | "with_failures" | "failed" | "cancelled" | "interrupted";
        /** @description Where a pretend mailbox answers on this machine. */
        SandboxPorts: {
            /**
             * Format: int32
             * @description The port of IMAP.
             */
            imap: number;
            /**
             * Format: int32
             * @description The port of SMTP.
             */
            smtp: number;
        };
        /** @description What came of saving a text. */
        Saved: {
            automation?: components["schemas"]["Automation"] | null;
            /** @description What is wrong with the text. */
            checkup: components["schemas"]["Checkup"];
        };
        /** @description A file that a run has saved. */
        SavedFile: {
            /**
             * Format: int64
             * @description Which of the run, from 1.
             */
            number: number;
            /** @description Beneath the folder of the automation. */
            path: string;
            /**
             * Format: int64
             * @description In bytes.
             */
            size: number;
            /** @description Of its content, in hexadecimal. */
            sha256: string;
        };
        /** @description What is asked for when nobody says. */
        Scopes: {
            /** @description Where a person signs in. */
            person: string[];
            /** @description Where an application acts for itself. */
            application: string[];
        };
        /** @description Whether somebody has a second factor, and how many recovery codes are left. */
        SecondFactor: {
            /** @description A code is wanted at each sign-in by password. */
            is_on: boolean;
            /**
             * Format: int64
             * @description Recovery codes that were not used yet.
             */
            recovery_codes: number;
        };
        /** @description A sentence: which one it is, and in words. */
        Sentence: {
            /** @description Which one it is: `connection-ended`. */
            code: string;
            /** @description In words. */
            said: string;
        };
        /** @description A session as its owner sees it. */
        Session: {
            /** @description What it is revoked by: no token. */
            id: string;
            /** @description The program that it was begun with. */
            agent: string;
            /**
             * Format: date-time
             * @description When.
             */
            made_at: string;
            /**
             * Format: date-time
             * @description When it was used last, to the minute.
             */
            seen_at: string;
            /** @description Whether it is the one by which this was asked. */
            current: boolean;
        };
        /** @description Whether there is an administrator. */
        SetUp: {
            is_set_up: boolean;
        };
        /** @description What administrators decide. Beyond [`Ground`] it is read anew whenever it matters: several processes share it. */
        Settings: {
            /**
             * @description Servers on this machine may be reached: `127.0.0.0/8`, `::1`.
             * @default false
             */
            reach_this_machine: boolean;
            /**
             * @description Servers on private networks may be reached: `10/8`, `172.16/12`, `192.168/16`, `100.64/10`, `fc00::/7`.
             * @default false
             */
            reach_private_networks: boolean;
            /**
             * @description Where notices are sent to, besides the people they are for: an address with https://, or of this machine.
             * @default null
             */
            notice_webhook: string | null;
            /**
             * @description The time zone of runs: in which automations write dates, and read those that name no other. Such as
             *     `America/Sao_Paulo`.
             * @default UTC
             */
            time_zone: string;
            /** @default null */
            sandbox: components["schemas"]["SandboxPorts"] | null;
            /**
             * Format: int32
             * @description So many runs are carried out at once by each process; with 0, those that are started wait.
             * @default 8
             */
            runs_at_once: number;
        };
        /** @description That it is really you: the password or a code, one of both. */
        Shown: {
            password?: components["schemas"]["Hidden"] | null;
            code?: components["schemas"]["Hidden"] | null;
        };
        /** @description Where the browser has to go. */
        SignInAddress: {
            url: string;
        };
        /** @description Whether notices to the webhook are signed. */
        Signed: {
            /** @description They are: a secret is kept for it. */
            is_signed: boolean;
        };
        /** @description Whether the provider was told. */
        SignedOut: {
            /** @description The provider was told that the token is not wanted any more; otherwise it is forgotten here, and ends there by itself. */
            was_revoked: boolean;
        };
        /** @description What notices to the webhook are signed with. */
        Signing: {
            /** @description 24 bytes or more, as they are or in Base64 behind `whsec_` (Standard Webhooks); empty: nothing is signed. */
            secret: components["schemas"]["Hidden"];
        };
        /** @description Who comes in. */
        SigningIn: {
            name: string;
            password: components["schemas"]["Hidden"];
            code?: components["schemas"]["Hidden"] | null;
        };
        /** @description Somebody, and what they hold. */
        Somebody: components["schemas"]["Person"] & {
            roles: components["schemas"]["Role"][];
            second_factor: components["schemas"]["SecondFactor"];
        };
        /** @description How a token stands. */
        StatusShown: {
            state: components["schemas"]["ConnectionState"];
            reason?: components["schemas"]["ReasonShown"] | null;
            /**
             * Format: date-time
             * @description Since when.
             */
            since?: string | null;
            /**
             * Format: date-time
             * @description When the token at hand ends. Where it is renewed, nobody need do anything.
             */
            expires_at?: string | null;
            /**
             * Format: date-time
             * @description When somebody has to sign in again, as far as it is known.
             */
            ends_at?: string | null;
            /** @description Who signed in, where the provider says so. */
            account?: string | null;
            /**
             * Format: date-time
             * @description When they did.
             */
            signed_in_at?: string | null;
        };
        /** @description What a provider knows somebody by. */
        Subject: {
            /** @description The claim `sub`. */
            subject: string;
        };
        /** @description What came of one. */
        Taken: "added" | "saved" | "same" | {
            /** @description It has mistakes, and was left out. */
            refused: components["schemas"]["Checkup"];
        };
        /**
         * @description What a field takes.
         * @enum {string}
         */
        Takes: "text" | "secret" | "secret_text" | "url" | "date" | "list" | "cloud" | "grant" | "services" | "token" | "roles" | "flag";
        /** @description For whom a service account acts in a test. */
        Testing: {
            /** @description Service account only. */
            subject?: string | null;
        };
        /**
         * Format: password
         * @description A secret that was just made for whoever asks: it is told this once.
         */
        Told: string;
        /** @description What came of asking for a token. */
        TriedShown: {
            /** @description Whether there is one, and it fits. */
            is_ok: boolean;
            /** @description What happened, one after the other. */
            told: components["schemas"]["Sentence"][];
            reason?: components["schemas"]["ReasonShown"] | null;
            account?: string | null;
            /** Format: date-time */
            expires_at?: string | null;
            /** @description Whom the token is for, by itself. */
            audience: string[];
            /** @description What it allows, by itself. */
            allowed: string[];
        };
        /** @description How much is new. */
        Unread: {
            /**
             * Format: int64
             * @description Notices that you have not read.
             */
            unread: number;
        };
        /** @description A value that an attribute has or had. It is never shown. */
        ValueVersion: {
            /**
             * Format: int64
             * @description The first is 1.
             */
            number: number;
            /**
             * Format: date-time
             * @description When it was given.
             */
            set_at: string;
            /** @description By whom, by the name they had then; none: whoever held the key. */
            set_by?: string | null;
            /**
             * Format: int64
             * @description The number of the one that it repeats.
             */
            restored?: number | null;
            /** @description Whether it is the one that holds. */
            is_current: boolean;
        };
        /** @description What came of the look: the last line. */
        Verdict: {
            /** @description Whether all is well. */
            ok: boolean;
            failure?: components["schemas"]["RunFailure"] | null;
        };
        /** @description A text that an automation has had. */
        Version: {
            /**
             * Format: int64
             * @description The first is 1.
             */
            version: number;
            /** @description What was said about it. */
            note: string;
            /** @description Who made it, by their row. */
            person_id?: string | null;
            /** @description Who made it, by the name they had then; none: somebody at the terminal. */
            person?: string | null;
            /**
             * Format: date-time
             * @description When.
             */
            at: string;
        };
        /**
         * @description How somebody came.
         * @enum {string}
         */
        Way: "session" | "token" | "terminal" | "run" | "network" | "system";
        /** @description A word in both languages. */
        Word: {
            en: string;
            "pt-BR": string;
        };
        /**
         * @description A connection as it is to be. What is secret stays as it is when it is left out, and goes when it is empty.
         * @example {
         *       "name": "finance",
         *       "title": "Finance",
         *       "provider": "microsoft",
         *       "tenant": "contoso.example",
         *       "client_id": "…",
         *       "secret": "…",
         *       "secret_expires_on": "2027-11-30",
         *       "services": [
         *         "graph"
         *       ],
         *       "grant": "authorization_code",
         *       "token": "shared",
         *       "roles": []
         *     }
         */
        Written: {
            /** @description As automations write it: a-z, 0-9, _ and -. */
            name: string;
            /** @description As people read it; left out: its name. */
            title?: string;
            provider: components["schemas"]["ProviderType"];
            /** @description Microsoft only: the directory's ID or domain, `common`, or `consumers` for personal accounts. */
            tenant?: string | null;
            /** @description Microsoft only. */
            cloud?: unknown;
            /** @description Of the application registered at the provider. A service account has its own. */
            client_id?: string;
            secret?: components["schemas"]["Hidden"] | null;
            /**
             * Format: date
             * @description The day on which the secret ends.
             */
            secret_expires_on?: string | null;
            certificate?: components["schemas"]["Hidden"] | null;
            service_account_key?: components["schemas"]["Hidden"] | null;
            /** @description Custom only: its discovery document names the addresses. */
            issuer?: string | null;
            authorization_url?: string | null;
            token_url?: string | null;
            device_url?: string | null;
            /** @description What its tokens are for: imap, pop3, smtp, ews, graph. */
            services: string[];
            /** @description Left out: what the provider wants for the services. */
            scopes?: string[] | null;
            grant: components["schemas"]["Grant"];
            /** @description One token for all runs, or each person's own. */
            token: string;
            /** @description Custom only: to whom its tokens may be shown. */
            allowed_hosts?: string[];
            /** @description Service account only: whom alone it acts for. */
            subject?: string | null;
            /** @description Holders of these roles may use it. */
            roles?: string[];
            /** @description Whether it serves automations that name no connection. */
            is_default?: boolean;
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    get_actions: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": Record<string, never>;
                };
            };
            /** @description It is refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_audit: {
        parameters: {
            query?: {
                /** @description By whom: a person's row. */
                person?: string;
                /** @description Done to what: its row. */
                about?: string;
                /** @description What was done: the code of the sentence, or its beginning. */
                code?: string;
                /** @description A piece of a value in the sentence, or of the name of who did it, in any case. */
                text?: string;
                /** @description Since then. */
                from?: string;
                /** @description Before then. */
                until?: string;
                /** @description Only what was refused, or only what was not. */
                refused?: boolean;
                /** @description So many at most: 50, and never more than 500. */
                limit?: number;
                /** @description `next` of the page before; left out: the first page. */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_Recorded"];
                };
            };
            /** @description It is refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_audit_export: {
        parameters: {
            query?: {
                /** @description By whom: a person's row. */
                person?: string;
                /** @description Done to what: its row. */
                about?: string;
                /** @description What was done: the code of the sentence, or its beginning. */
                code?: string;
                /** @description A piece of a value in the sentence, or of the name of who did it, in any case. */
                text?: string;
                /** @description Since then. */
                from?: string;
                /** @description Before then. */
                until?: string;
                /** @description Only what was refused, or only what was not. */
                refused?: boolean;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/x-ndjson": string;
                };
            };
            /** @description It is refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_automations: {
        parameters: {
            query?: {
                /** @description A piece of the path or the name. */
                text?: string;
                /** @description So many at most: 50, and never more than 500. */
                limit?: number;
                /** @description `next` of the page before; left out: the first page. */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_Automation"];
                };
            };
            /** @description It is refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post_automations: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["New"];
            };
        };
        responses: {
            201: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Saved"];
                };
            };
            /** @description There is one at this path */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description It has mistakes; nothing was saved */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Saved"];
                };
            };
            /** @description It is refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_automations_export: {
        parameters: {
            query?: {
                /** @description Rows, with commas between them; left out: all. */
                ids?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Bundle"];
                };
            };
            /** @description It is refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post_automations_import: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Bundle"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Imported"];
                };
            };
            /** @description It is refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_automations_id: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AutomationOpened"];
                };
            };
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description It is refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    put_automations_id: {
        parameters: {
            query?: never;
            header: {
                /** @description The version that is changed */
                "If-Match": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewText"];
            };
        };
        responses: {
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Saved"];
                };
            };
            /** @description It is another version now */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description It has mistakes; nothing was saved */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Saved"];
                };
            };
            /** @description It is refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    delete_automations_id: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description It is refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    patch_automations_id: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewPath"];
            };
        };
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description There is one at this path */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description It is refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_automations_id_diff: {
        parameters: {
            query: {
                /** @description The version before. */
                from: number;
                /** @description The version after it; left out: the newest. */
                to?: number;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/x-diff": string;
                };
            };
            /** @description It is refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_automations_id_versions: {
        parameters: {
            query?: {
                /** @description So many at most: 50, and never more than 500. */
                limit?: number;
                /** @description `next` of the page before; left out: the first page. */
                cursor?: string;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_Version"];
                };
            };
            /** @description It is refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_automations_id_versions_version: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
                version: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/yaml": string;
                };
            };
            /** @description It is refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post_check: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Draft"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Checkup"];
                };
            };
            /** @description It is refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_connections: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConnectionShown"][];
                };
            };
            /** @description It is refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post_connections: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Written"];
            };
        };
        responses: {
            201: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConnectionShown"];
                };
            };
            /** @description It is refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_connections_sign_ins_attempt: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                attempt: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProgressShown"];
                };
            };
            /** @description It is refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_connections_id: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConnectionShown"];
                };
            };
            /** @description It is refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    put_connections_id: {
        parameters: {
            query?: never;
            header: {
                /** @description The version that is changed */
                "If-Match": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Written"];
            };
        };
        responses: {
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConnectionShown"];
                };
            };
            /** @description It is another version now */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description It is refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    delete_connections_id: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description It is refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post_connections_id_sign_in: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BegunShown"];
                };
            };
            /** @description It is refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    delete_connections_id_sign_in: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SignedOut"];
                };
            };
            /** @description It is refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post_connections_id_test: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Testing"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TriedShown"];
                };
            };
            /** @description It is refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_credentials_id: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Credential"];
                };
            };
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description It is refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    put_credentials_id: {
        parameters: {
            query?: never;
            header: {
                /** @description The version that is changed */
                "If-Match": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewCredential"];
            };
        };
        responses: {
            204: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description It is another version now */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description It is refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    delete_credentials_id: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description It is refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    put_credentials_id_attributes_attribute_value: {
        parameters: {
            query?: never;
            header: {
                /** @description The version of the credential that is changed */
                "If-Match": string;
            };
            path: {
                id: string;
                attribute: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewValue"];
            };
        };
        responses: {
            204: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description It is another version now */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description It is refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    delete_credentials_id_attributes_attribute_value: {
        parameters: {
            query?: never;
            header: {
                /** @description The version of the credential that is changed */
                "If-Match": string;
            };
            path: {
                id: string;
                attribute: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description It is another version now */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description It is refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_credentials_id_attributes_attribute_versions: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
                attribute: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ValueVersion"][];
                };
            };
            /** @description It is refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post_credentials_id_attributes_attribute_versions_number_restore: {
        parameters: {
            query?: never;
            header: {
                /** @description The version of the credential that is changed */
                "If-Match": string;
            };
            path: {
                id: string;
                attribute: string;
                number: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description It is another version now */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description It is refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_credentials_id_reads: {
        parameters: {
            query?: {
                /** @description So many at most: 50, and never more than 500. */
                limit?: number;
                /** @description `next` of the page before; left out: the first page. */
                cursor?: string;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_Recorded"];
                };
            };
            /** @description It is refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_expiries: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ExpiryShown"][];
                };
            };
            /** @description It is refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_lockers: {
        parameters: {
            query?: {
                /** @description So many at most: 50, and never more than 500. */
                limit?: number;
                /** @description `next` of the page before; left out: the first page. */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_Locker"];
                };
            };
            /** @description It is refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post_lockers: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewLocker"];
            };
        };
        responses: {
            201: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Locker"];
                };
            };
            /** @description There is one of this name */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description It is refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_lockers_id: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Locker"];
                };
            };
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description It is refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    put_lockers_id: {
        parameters: {
            query?: never;
            header: {
                /** @description The version that is changed */
                "If-Match": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["LockerChange"];
            };
        };
        responses: {
            204: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description It is another version now */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description It is refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    delete_lockers_id: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description It is refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_lockers_id_candidates: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Members_Named"];
                };
            };
            /** @description It is refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    put_lockers_id_consumers_role: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
                role: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description It is refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    delete_lockers_id_consumers_role: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
                role: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description It is refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_lockers_id_credentials: {
        parameters: {
            query?: {
                /** @description So many at most: 50, and never more than 500. */
                limit?: number;
                /** @description `next` of the page before; left out: the first page. */
                cursor?: string;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_Credential"];
                };
            };
            /** @description It is refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post_lockers_id_credentials: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CredentialInLocker"];
            };
        };
        responses: {
            201: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Credential"];
                };
            };
            /** @description There is one of this name */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description It is refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_lockers_id_members: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Members_LockerMember"];
                };
            };
            /** @description It is refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    put_lockers_id_people_person: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
                person: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["LockerPlace"];
            };
        };
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description No owner would be left */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description It is refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    delete_lockers_id_people_person: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
                person: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description No owner would be left */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description It is refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post_looks_connection: {
        parameters: {
            query: {
                /** @description Its name in the automation. */
                session: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Looked"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/x-ndjson": components["schemas"]["Line"];
                };
            };
            /** @description There is no such automation, or no such session in it */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The text has mistakes */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Checkup"];
                };
            };
            /** @description Too many looks are under way */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description It is refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post_looks_folders: {
        parameters: {
            query: {
                /** @description Its name in the automation. */
                session: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Looked"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FoldersFound"];
                };
            };
            /** @description There is no such automation, or no such session in it */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The server refuses */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The text has mistakes */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Checkup"];
                };
            };
            /** @description Too many looks are under way */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description It is refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post_looks_message: {
        parameters: {
            query: {
                /** @description Where it stands, such as `steps[1].for_each_mail`. */
                step: string;
                /** @description At most so many messages: 1 to 100, or 20 when it is left out. */
                most?: number;
                /** @description Its `id` in the preview. */
                id: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Looked"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MessageShown"];
                };
            };
            /** @description There is no such automation, no step there that looks for messages, or it does not find this one */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The server refuses */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The text has mistakes */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Checkup"];
                };
            };
            /** @description Too many looks are under way */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description It is refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post_looks_messages: {
        parameters: {
            query: {
                /** @description Where it stands, such as `steps[1].for_each_mail`. */
                step: string;
                /** @description At most so many messages: 1 to 100, or 20 when it is left out. */
                most?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Looked"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Preview"];
                };
            };
            /** @description There is no such automation, or no step there that looks for messages */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The server refuses */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The text has mistakes */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Checkup"];
                };
            };
            /** @description Too many looks are under way */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description It is refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_me: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Me"];
                };
            };
            /** @description It is refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    patch_me: {
        parameters: {
            query?: never;
            header: {
                /** @description The version that is changed */
                "If-Match": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Profile"];
            };
        };
        responses: {
            204: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description It is another version now */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description It is refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_me_connections: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Own"][];
                };
            };
            /** @description It is refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_me_connections_sign_ins_attempt: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                attempt: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProgressShown"];
                };
            };
            /** @description It is refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post_me_connections_id_sign_in: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BegunShown"];
                };
            };
            /** @description It is refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    delete_me_connections_id_sign_in: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SignedOut"];
                };
            };
            /** @description It is refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post_me_connections_id_test: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TriedShown"];
                };
            };
            /** @description It is refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_me_credentials: {
        parameters: {
            query?: {
                /** @description So many at most: 50, and never more than 500. */
                limit?: number;
                /** @description `next` of the page before; left out: the first page. */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_OwnCredential"];
                };
            };
            /** @description It is refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    put_me_credentials_id_attribute: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
                attribute: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewValue"];
            };
        };
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description It is refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    delete_me_credentials_id_attribute: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
                attribute: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description It is refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_me_notices: {
        parameters: {
            query?: {
                /** @description So many at most: 50, and never more than 500. */
                limit?: number;
                /** @description `next` of the page before; left out: the first page. */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_Notice"];
                };
            };
            /** @description It is refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    put_me_notices_read: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description It is refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_me_notices_unread: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Unread"];
                };
            };
            /** @description It is refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    put_me_notices_id_read: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description It is refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post_me_password: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewPassword"];
            };
        };
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The old password is wrong */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description It is refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    put_me_second_factor: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Confirmation"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RecoveryCodes"];
                };
            };
            /** @description The app shows another code */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description It is refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post_me_second_factor: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Begun"];
                };
            };
            /** @description There is one already */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description It is refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    delete_me_second_factor: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Shown"];
            };
        };
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description It is refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post_me_second_factor_recovery_codes: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Shown"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RecoveryCodes"];
                };
            };
            /** @description It is refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_me_sessions: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Session"][];
                };
            };
            /** @description It is refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    delete_me_sessions_id: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description It is refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_me_sso: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Identity"][];
                };
            };
            /** @description It is refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post_me_sso_provider: {
        parameters: {
            query?: {
                /** @description A path of this Control Room. */
                to?: string;
            };
            header?: never;
            path: {
                provider: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SignInAddress"];
                };
            };
            /** @description It is refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    delete_me_sso_provider: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                provider: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description It is refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_me_tokens: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiToken"][];
                };
            };
            /** @description It is refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post_me_tokens: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewToken"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Made"];
                };
            };
            /** @description It is refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    delete_me_tokens_id: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description It is refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_messages: {
        parameters: {
            query?: {
                /** @description A piece of the subject or of the sender's address, in any case. */
                text?: string;
                /** @description Its Message-ID, with or without the brackets. */
                message_id?: string;
                /** @description Its sender: a whole address, or a piece of one. */
                from?: string;
                /** @description So many at most: 50, and never more than 500. */
                limit?: number;
                /** @description `next` of the page before; left out: the first page. */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_Found"];
                };
            };
            /** @description Nothing says which */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description It is refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_notices_deliveries: {
        parameters: {
            query?: {
                /** @description So many at most: 50, and never more than 500. */
                limit?: number;
                /** @description `next` of the page before; left out: the first page. */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_Delivery"];
                };
            };
            /** @description It is refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post_notices_deliveries_id_retry: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description It is refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_oauth_callback: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/html": string;
                };
            };
            /** @description It is refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_people: {
        parameters: {
            query?: {
                /** @description So many at most: 50, and never more than 500. */
                limit?: number;
                /** @description `next` of the page before; left out: the first page. */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_Person"];
                };
            };
            /** @description It is refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post_people: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewPerson"];
            };
        };
        responses: {
            201: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Person"];
                };
            };
            /** @description It is refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_people_id: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Somebody"];
                };
            };
            /** @description It is refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    patch_people_id: {
        parameters: {
            query?: never;
            header: {
                /** @description The version that is changed */
                "If-Match": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PersonChange"];
            };
        };
        responses: {
            204: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description It is another version now */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description It is refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    put_people_id_password: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["GivenPassword"];
            };
        };
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description It is refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    delete_people_id_second_factor: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description It is refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_people_id_sessions: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Session"][];
                };
            };
            /** @description It is refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    delete_people_id_sessions: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description It is refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_people_id_tokens: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiToken"][];
                };
            };
            /** @description It is refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    put_people_person_roles_role: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                person: string;
                role: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description It is refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    delete_people_person_roles_role: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                person: string;
                role: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description It is refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    delete_people_person_sessions_id: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                person: string;
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description It is refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    put_people_person_sso_provider: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                person: string;
                provider: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Subject"];
            };
        };
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description It is refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    delete_people_person_sso_provider: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                person: string;
                provider: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description It is refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    delete_people_person_tokens_id: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                person: string;
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description It is refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_permissions: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PermissionShown"][];
                };
            };
            /** @description It is refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_practice: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PracticeOffered"];
                };
            };
            /** @description It is refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post_practice: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PracticeBegun"];
                };
            };
            /** @description Somebody has a locker of that name */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description There is none here */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description It is refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_providers: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Form"][];
                };
            };
            /** @description It is refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_roles: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Role"][];
                };
            };
            /** @description It is refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post_roles: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewRole"];
            };
        };
        responses: {
            201: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Role"];
                };
            };
            /** @description It is refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_roles_names: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RoleName"][];
                };
            };
            /** @description It is refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    put_roles_id: {
        parameters: {
            query?: never;
            header: {
                /** @description The version that is changed */
                "If-Match": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RoleChange"];
            };
        };
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description It is another version now */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description It is refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    delete_roles_id: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description It is refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_runs: {
        parameters: {
            query?: {
                /** @description Of which automation: its row. */
                automation?: string;
                /** @description How far they are. */
                state?: "queued" | "running" | "ok" | "with_failures" | "failed" | "cancelled" | "interrupted";
                /** @description In whose name: a person's row. */
                person?: string;
                /** @description Started since then. */
                from?: string;
                /** @description Started before then. */
                until?: string;
                /** @description So many at most: 50, and never more than 500. */
                limit?: number;
                /** @description `next` of the page before; left out: the first page. */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_Run"];
                };
            };
            /** @description It is refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post_runs: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewRun"];
            };
        };
        responses: {
            /** @description It is carried out as soon as there is room for it */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Run"];
                };
            };
            /** @description There is no such automation */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The text has mistakes */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description It is refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_runs_failing: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Run"][];
                };
            };
            /** @description It is refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_runs_id: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RunOpened"];
                };
            };
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description It is refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post_runs_id_again: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewTry"];
            };
        };
        responses: {
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Run"];
                };
            };
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description It has not ended */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description It is refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post_runs_id_cancel: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Run"];
                };
            };
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description It has ended */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description It is refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_runs_id_events: {
        parameters: {
            query?: never;
            header?: {
                /** @description The last one that was heard */
                "Last-Event-ID"?: number | null;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/event-stream": string;
                };
            };
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description It is refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_runs_id_files: {
        parameters: {
            query?: {
                /** @description So many at most: 50, and never more than 500. */
                limit?: number;
                /** @description `next` of the page before; left out: the first page. */
                cursor?: string;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_SavedFile"];
                };
            };
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description It is refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_runs_id_files_number: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
                number: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/octet-stream": string;
                };
            };
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Something else is in its place now */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description It is refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_runs_id_items: {
        parameters: {
            query?: {
                /** @description What became of them; left out: all. */
                outcome?: "begun" | "done" | "failed" | "skipped" | "unknown" | "cancelled";
                /** @description So many at most: 50, and never more than 500. */
                limit?: number;
                /** @description `next` of the page before; left out: the first page. */
                cursor?: string;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_Item"];
                };
            };
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description It is refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_runs_id_items_number: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
                number: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Item"];
                };
            };
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description It is refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post_session: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SigningIn"];
            };
        };
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            429: {
                headers: {
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description It is refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    delete_session: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description It is refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_settings: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Settings"];
                };
            };
            /** @description It is refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    put_settings: {
        parameters: {
            query?: never;
            header: {
                /** @description The version that is changed */
                "If-Match": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Settings"];
            };
        };
        responses: {
            204: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description It is another version now */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description It is refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_settings_notice_automation: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NoticeAutomation"] | null;
                };
            };
            /** @description It is refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    put_settings_notice_automation: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewNoticeAutomation"];
            };
        };
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description It does not take what notices are */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description There is no such automation */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description It has mistakes */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description It is refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_settings_notice_webhook_secret: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Signed"];
                };
            };
            /** @description It is refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    put_settings_notice_webhook_secret: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Signing"];
            };
        };
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description It is refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_setup: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SetUp"];
                };
            };
            /** @description It is refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post_setup: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["First"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description It is refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_sso: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Choice"][];
                };
            };
            /** @description It is refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_sso_providers: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Provider"][];
                };
            };
            /** @description It is refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post_sso_providers: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Given"];
            };
        };
        responses: {
            201: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Provider"];
                };
            };
            /** @description It is refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_sso_providers_id: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Provider"];
                };
            };
            /** @description It is refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    put_sso_providers_id: {
        parameters: {
            query?: never;
            header: {
                /** @description The version that is changed */
                "If-Match": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Given"];
            };
        };
        responses: {
            204: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description It is another version now */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description It is refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    delete_sso_providers_id: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description It is refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_sso_callback: {
        parameters: {
            query?: {
                state?: string;
                code?: string;
                error?: string;
                iss?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Into the Control Room */
            303: {
                headers: {
                    Location?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description It is refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_sso_provider_begin: {
        parameters: {
            query?: {
                /** @description A path of this Control Room. */
                to?: string;
            };
            header?: never;
            path: {
                provider: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description To the provider */
            303: {
                headers: {
                    Location?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description It is refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_healthz: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/plain": string;
                };
            };
            /** @description It is refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_metrics: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/openmetrics-text": string;
                };
            };
            /** @description It is refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_readyz: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/plain": string;
                };
            };
            /** @description It is refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
}
