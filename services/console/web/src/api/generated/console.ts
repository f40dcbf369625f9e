// Generated from docs/openapi/console.json by `npm run generate`. Do not edit.
export interface paths {
    "/api/console/v1/audit": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The audit log of all services, newest first, without what is about a case that excludes the reader. */
        get: operations["audit"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/console/v1/drill/inbox": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Drills only: what the leaders' phones would have received, newest first; nothing about a case that
         *     excludes the reader, or about an accusation that is not theirs to know of.
         */
        get: operations["drill_inbox"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/console/v1/drill/mail": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Drills only: what a leader's mailbox would have received, signed as Standard Webhooks says. */
        post: operations["drill_mail"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/console/v1/drill/webhook": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Drills only: what a leader's phone would have received, signed as Standard Webhooks says. */
        post: operations["drill_webhook"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/console/v1/instance": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The instance and its two clocks. */
        get: operations["instance"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/console/v1/live": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Server-sent events: `alert` and `case` within the reader's scope, `ping` every 15 seconds, `resync`
         *     when the page should load its lists again.
         */
        get: operations["live"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/console/v1/login": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Signs in. The answer is the same, and costs the same, for a wrong password and for a name that nobody
         *     has; five failures in a row lock the name for 15 minutes.
         */
        post: operations["login"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/console/v1/logout": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Signs out: the session is gone at once, here and within a minute on every replica. */
        post: operations["logout"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/console/v1/me": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who is signed in. */
        get: operations["me"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/console/v1/password": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Replaces the caller's own password and ends their other sessions. */
        post: operations["change_password"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/console/v1/users": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Every user, by name. */
        get: operations["list_users"];
        put?: never;
        /** Creates a user. By a security administrator; outside drills the command line creates the first one. */
        post: operations["create_user"];
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
        /** @description Who did it (invariant 6: every change names who, when, why). */
        Actor: {
            /** @description Whom a stand-in or a clerk acted for. */
            on_behalf_of?: string | null;
            person_id?: components["schemas"]["PersonId"] | null;
            role?: components["schemas"]["Role"] | null;
            unit_id?: components["schemas"]["UnitId"] | null;
            user_id?: components["schemas"]["UserId"] | null;
            /** @description The sign-in name, or `system:<service>` for a timer. */
            username: string;
        };
        /** @description The header of one event of one service: who, when, what, why; never its data. */
        AuditItem: {
            actor: components["schemas"]["Actor"];
            /**
             * Format: date-time
             * @description When it happened, in business time.
             */
            at: string;
            /** Format: int64 */
            epoch: number;
            /** Format: uuid */
            id: string;
            reason?: string | null;
            /**
             * Format: date-time
             * @description When its owner wrote it down, in real time.
             */
            recorded_at: string;
            /** Format: int64 */
            seq: number;
            source: string;
            /** Format: uuid */
            subject: string;
            type: string;
        };
        /**
         * @description What a message says, in the shape that alerts sends: a Standard Webhooks event whose `data` holds it,
         *     or (from the local mail sink) the same fields at the top.
         */
        Content: {
            link?: string | null;
            recipient: string;
            subject?: string;
            text: string;
        };
        /** @description A new user. Holds a password, so it has no `Debug`. */
        CreateUserRequest: {
            display_name: string;
            password: string;
            /** Format: uuid */
            person_id?: string | null;
            roles: components["schemas"]["Role"][];
            /** Format: uuid */
            unit_id?: string | null;
            username: string;
        };
        Drill: {
            /**
             * Format: double
             * @description Business seconds per real second.
             */
            rate: number;
        };
        /** @description One message that a leader's phone or mailbox would have received. */
        InboxItem: {
            /** @description `webhook` or `mail`. */
            channel: string;
            /** Format: uuid */
            id: string;
            link?: string | null;
            /** Format: date-time */
            received_at: string;
            recipient: string;
            subject: string;
            text: string;
            /** @description Its signature held; messages without one are refused and never kept. */
            verified: boolean;
        };
        /** @description What a page must know before anybody has signed in. */
        Instance: {
            /** Format: date-time */
            business_now: string;
            /** @description Fictional data and demo users. */
            demo: boolean;
            drill?: components["schemas"]["Drill"] | null;
            /** @description The instance's code. */
            instance: string;
            /** @description Its name as people know it. */
            name: string;
            /** Format: date-time */
            real_now: string;
            version: string;
        };
        /** @description Name and password. Never logged, so it has no `Debug`. */
        LoginRequest: {
            password: string;
            username: string;
        };
        LoginResponse: {
            /** @description For `Authorization: Bearer`; browsers use the cookie instead. */
            token: string;
            user: components["schemas"]["UserView"];
        };
        /** @description One page of a list. */
        Page_AuditItem: {
            items: {
                actor: components["schemas"]["Actor"];
                /**
                 * Format: date-time
                 * @description When it happened, in business time.
                 */
                at: string;
                /** Format: int64 */
                epoch: number;
                /** Format: uuid */
                id: string;
                reason?: string | null;
                /**
                 * Format: date-time
                 * @description When its owner wrote it down, in real time.
                 */
                recorded_at: string;
                /** Format: int64 */
                seq: number;
                source: string;
                /** Format: uuid */
                subject: string;
                type: string;
            }[];
            /** @description Where the next page begins; null on the last one. */
            next_cursor?: string | null;
        };
        /** @description One page of a list. */
        Page_InboxItem: {
            items: {
                /** @description `webhook` or `mail`. */
                channel: string;
                /** Format: uuid */
                id: string;
                link?: string | null;
                /** Format: date-time */
                received_at: string;
                recipient: string;
                subject: string;
                text: string;
                /** @description Its signature held; messages without one are refused and never kept. */
                verified: boolean;
            }[];
            /** @description Where the next page begins; null on the last one. */
            next_cursor?: string | null;
        };
        /** @description One page of a list. */
        Page_UserView: {
            items: {
                active: boolean;
                display_name: string;
                /** Format: uuid */
                id: string;
                /** @description The language to begin with: `zh-CN`. */
                locale: string;
                /** Format: uuid */
                person_id?: string | null;
                roles: components["schemas"]["Role"][];
                /** Format: uuid */
                unit_id?: string | null;
                unit_name?: string | null;
                username: string;
                /** Format: int64 */
                version: number;
            }[];
            /** @description Where the next page begins; null on the last one. */
            next_cursor?: string | null;
        };
        /** @description The old and the new password. Never logged, so it has no `Debug`. */
        PasswordRequest: {
            current: string;
            new: string;
        };
        /**
         * Format: uuid
         * @description A member of staff in the directory; minted by routing. Never a petitioner.
         */
        PersonId: string;
        /**
         * @description What a person may do (section 9 of the domain table). A user has one or more roles; the three
         *     administrators (三员) exclude one another.
         * @enum {string}
         */
        Role: "registrar" | "receptionist" | "router" | "director" | "handler" | "unit_head" | "instructing_leader" | "village_reporter" | "responsible_leader" | "sponsor" | "supervisor" | "leader" | "joint_conference" | "hearing_chair" | "mediator" | "reviewer" | "assessor" | "discipline_inspector" | "sysadmin" | "secadmin" | "auditor" | "operator";
        /**
         * Format: uuid
         * @description A unit of the directory (an office, department, town, village or group); minted by routing.
         */
        UnitId: string;
        /**
         * Format: uuid
         * @description A sign-in identity; owned by console.
         */
        UserId: string;
        /** @description A user as pages and administrators see one. */
        UserView: {
            active: boolean;
            display_name: string;
            /** Format: uuid */
            id: string;
            /** @description The language to begin with: `zh-CN`. */
            locale: string;
            /** Format: uuid */
            person_id?: string | null;
            roles: components["schemas"]["Role"][];
            /** Format: uuid */
            unit_id?: string | null;
            unit_name?: string | null;
            username: string;
            /** Format: int64 */
            version: number;
        };
        /** @description A Standard Webhooks event around a message. */
        Wrapped: {
            data: components["schemas"]["Content"];
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
    audit: {
        parameters: {
            query?: {
                cursor?: string;
                /** @description 1 to 200; 50 if absent. */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of the audit log */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_AuditItem"];
                };
            };
        };
    };
    drill_inbox: {
        parameters: {
            query?: {
                cursor?: string;
                /** @description 1 to 200; 50 if absent. */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of the inbox */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_InboxItem"];
                };
            };
            /** @description not_a_drill */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    drill_mail: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Content"];
            };
        };
        responses: {
            /** @description Kept */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description signature_refused */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description not_a_drill */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    drill_webhook: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Wrapped"];
            };
        };
        responses: {
            /** @description Kept */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description signature_refused */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description not_a_drill */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    instance: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The instance */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Instance"];
                };
            };
        };
    };
    live: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description An endless stream */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/event-stream": unknown;
                };
            };
            /** @description too_many_live_pages */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    login: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["LoginRequest"];
            };
        };
        responses: {
            /** @description Signed in */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LoginResponse"];
                };
            };
            /** @description invalid_credentials */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description account_locked */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    logout: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Signed out */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    me: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The signed-in user */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UserView"];
                };
            };
        };
    };
    change_password: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PasswordRequest"];
            };
        };
        responses: {
            /** @description Replaced */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description invalid_fields */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    list_users: {
        parameters: {
            query?: {
                cursor?: string;
                /** @description 1 to 200; 50 if absent. */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of users */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_UserView"];
                };
            };
        };
    };
    create_user: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateUserRequest"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UserView"];
                };
            };
            /** @description username_taken */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description invalid_fields */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
}
